using Apache.Arrow;
using Apache.Arrow.Types;
using Xunit;

namespace TensorFrames.Tests.Columns;

/// <summary>Texts as long as the pieces they are copied in, a byte shorter or longer, with nulls at either end, in slices.</summary>
public sealed class TextEdgeTests
{
    private static readonly int[] Lengths = [0, 1, 7, 8, 15, 16, 17, 21, 22, 23, 24, 31, 32, 33, 63, 64, 65, 200, 3, 0];

    private static string[] Texts { get; } = [.. Lengths.Select((length, i) => string.Concat(Enumerable.Range(0, length).Select(at => (char)('A' + ((i + at) % 50)))))];

    [Theory, EveryRuntime]
    public void Texts_of_any_length_go_in_and_come_out(Runtime tf)
    {
        foreach (var (start, count) in Slices())
        {
            Gives(tf, ArrowArrayFactory.Slice(Column(Texts), start, count), NullPolicy.Error, Texts[start..(start + count)]);
        }
    }

    [Theory, EveryRuntime]
    public void Nulls_between_texts_are_filled(Runtime tf)
    {
        foreach (var every in (int[])[1, 2, 3, 19, 40])
        {
            // The first row is null, and the last where it is a multiple.
            var column = Column([.. Texts.Select((text, i) => i % every == 0 ? null : text)]);
            foreach (var (start, count) in Slices())
            {
                var expected = Enumerable.Range(start, count).Select(i => i % every == 0 ? "filled" : Texts[i]);
                Gives(tf, ArrowArrayFactory.Slice(column, start, count), NullPolicy.Fill("filled"), expected);
            }
        }
    }

    [Theory, EveryRuntime]
    public void Texts_of_a_dictionary_are_joined(Runtime tf)
    {
        foreach (var rows in (int[])[1, 2, 63, 64, 65, 300])
        {
            var codes = Enumerable.Range(0, rows).Select(i => i * 7 % Texts.Length).ToArray();
            var column = new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, ordered: false), new Int32Array.Builder().AppendRange(codes).Build(), Column(Texts));
            Gives(tf, column, NullPolicy.Error, codes.Select(code => Texts[code]));
        }
    }

    [Theory, EveryRuntime]
    public void A_code_outside_is_found_in_the_last_row(Runtime tf)
    {
        foreach (var rows in (int[])[1, 63, 64, 65])
        {
            var codes = new Int16Array.Builder().AppendRange(Enumerable.Repeat((short)1, rows - 1)).Append(-1).Build();
            var column = new DictionaryArray(new DictionaryType(Int16Type.Default, StringType.Default, ordered: false), codes, Column(Texts));
            var error = Assert.Throws<BlockException>(() => Identity.Run(tf, column, DType.String, new(-1)));
            Assert.Contains($"code -1 at row {rows - 1}", error.Message, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<(int Start, int Count)> Slices() =>
        from start in (int[])[0, 1, 7, 9] from count in (int[])[0, 1, 8, 9, 11] select (start, count);

    private static void Gives(Runtime tf, IArrowArray column, NullPolicy nulls, IEnumerable<string> expected)
    {
        var (result, _) = Identity.Run(tf, column, DType.String, new(-1), new MapOptions { DefaultNulls = nulls });
        Assert.Equal(expected, Enumerable.Range(0, result.Length).Select(i => ((StringArray)result).GetString(i)));
    }

    private static StringArray Column(IEnumerable<string?> texts)
    {
        var builder = new StringArray.Builder();
        foreach (var text in texts)
        {
            _ = text is null ? builder.AppendNull() : builder.Append(text);
        }

        return builder.Build();
    }
}
