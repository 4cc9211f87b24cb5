using Apache.Arrow;
using CsCheck;
using Xunit;

namespace TensorFrames.Tests.Columns;

/// <summary>Random columns of random types, nested, sliced, with nulls: what goes into <c>y = Identity(x)</c> comes out.</summary>
public sealed class RoundTripPropertyTests
{
    private const int Samples = 250;

    [Theory, EveryRuntime]
    public void What_goes_in_comes_out(Runtime tf) => RandomColumn.Any.Sample(
        c =>
        {
            var column = c.Make();
            var (result, report) = Identity.Run(tf, column, c.DType, c.Shape, c.Options);
            var expected = ArrowCompare.Of(column).Select(cell => Filled(cell, c.Sizes, c.Fill.Cell)).ToList();
            var values = c.Rows * c.Sizes.Aggregate(1L, (product, size) => product * size);
            var feed = report.Feeds[0];
            return ArrowCompare.Same(expected, ArrowCompare.Of(result))
                && (c.DType.Width() == 0 || c.DType == DType.Bool || feed.BorrowedBytes + feed.CopiedBytes == values * c.DType.Width())
                && feed.BorrowedTensors + feed.CopiedTensors == 1;
        },
        iter: Samples,
        threads: 1);

    // Buffers cut short, offsets and codes that point anywhere: what is read stays inside the buffers.
    [Theory, EveryRuntime]
    public void Damaged_columns_are_refused_or_read_within_their_bounds(Runtime tf) => Gen.Select(RandomColumn.Any, Gen.Int).Sample(
        (c, seed) =>
        {
            try
            {
                var damaged = Damage(c.Whole(), new Random(seed));
                Assert.NotNull(Identity.Run(tf, c.Slice(damaged), c.DType, c.Shape, c.Options).Column);
            }
            catch (TensorFramesException)
            {
            }
        },
        iter: Samples,
        threads: 1);

    private static ArrayData Damage(ArrayData data, Random random)
    {
        var buffers = data.Buffers.ToArray();
        var children = data.Children?.ToArray();
        var dictionary = data.Dictionary;
        switch (random.Next(3))
        {
            case 0 when children is { Length: > 0 }:
                children[0] = Damage(children[0], random);
                break;
            case 1 when dictionary is not null:
                dictionary = Damage(dictionary, random);
                break;
            case 2:
                var cut = random.Next(buffers.Length);
                buffers[cut] = new ArrowBuffer(buffers[cut].Memory[..random.Next(buffers[cut].Length + 1)]);
                break;
            default:
                var at = random.Next(buffers.Length);
                var bytes = buffers[at].Span.ToArray();
                for (var i = 0; i < 3 && bytes.Length > 0; i++)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                buffers[at] = new ArrowBuffer(bytes);
                break;
        }

        return new ArrayData(data.DataType, data.Length, data.NullCount, data.Offset, buffers, children, dictionary);
    }

    private static object? Filled(object? cell, ReadOnlySpan<int> sizes, object fill)
    {
        if (sizes.Length == 0)
        {
            return cell ?? fill;
        }

        List<object?> cells = [];
        for (var i = 0; i < sizes[0]; i++)
        {
            cells.Add(Filled((cell as List<object?>)?[i], sizes[1..], fill));
        }

        return cells;
    }
}
