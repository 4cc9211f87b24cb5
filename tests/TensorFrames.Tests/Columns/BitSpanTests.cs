using TensorFrames.Columns;
using Xunit;

namespace TensorFrames.Tests.Columns;

/// <summary>Whole words of bits do as one bit after another would, at every place where a word or a byte begins or ends.</summary>
public sealed class BitSpanTests
{
    private static readonly int[] Counts = [0, 1, 7, 8, 9, 63, 64, 65, 71, 72, 127, 128, 129, 200];

    public static TheoryData<int, int> Places { get; } = new(from count in Counts from first in (int[])[0, 1, 5, 7, 8, 9, 57, 63, 64, 66] select (count, first));

    [Theory, MemberData(nameof(Places))]
    public void Bits_become_bytes(int count, int first) => ForEach(count, first, (bits, values) =>
    {
        var bytes = Filled(count, (byte)9);
        BitSpan.Expand(bytes.AsSpan(3, count), bits, first);
        Assert.Equal(Framed(values.Select(v => v ? (byte)1 : (byte)0), (byte)9), bytes);
    });

    [Theory, MemberData(nameof(Places))]
    public void Entries_with_a_cleared_bit_are_filled_and_no_other(int count, int first) => ForEach(count, first, (bits, values) =>
    {
        var entries = Filled(count, -1);
        BitSpan.FillCleared(entries.AsSpan(3, count), 5, bits, first);
        Assert.Equal(Framed(values.Select(v => v ? -1 : 5), -1), entries);
    });

    [Theory, MemberData(nameof(Places))]
    public void The_first_of_either_kind_is_found(int count, int first) => ForEach(count, first, (bits, values) =>
    {
        Assert.Equal(Array.IndexOf(values, false), BitSpan.FirstCleared(bits, first, count));
        Assert.Equal(Array.IndexOf(values, true), BitSpan.FirstSet(bits, first, count));
    });

    [Theory, MemberData(nameof(Places))]
    public void Bits_are_copied_to_the_front(int count, int first) => ForEach(count, first, (bits, values) =>
    {
        var copy = new byte[BitSpan.BytesFor(count) + 1];
        copy[^1] = 0xA5;
        BitSpan.Copy(copy.AsSpan(..^1), bits, first, count);
        Assert.Equal(values, Enumerable.Range(0, count).Select(i => BitSpan.Get(copy, i)));
        Assert.Equal(0xA5, copy[^1]);
    });

    [Fact]
    public void Bits_that_are_not_there_are_cleared()
    {
        Assert.Equal(0x7FUL, BitSpan.Word([0xFF], 1, 64));
        Assert.Equal(0UL, BitSpan.Word([0xFF], 8, 64));
        Assert.Equal(7, BitSpan.FirstCleared([0xFF], 1, 100));
    }

    // Random bits, all set but the last, all cleared but the last; the buffer ends with the last of them.
    private static void ForEach(int count, int first, Action<byte[], bool[]> check)
    {
        var random = new Random((count * 1000) + first);
        foreach (var odds in (double[])[0.5, 0.95, 0, 1])
        {
            var values = Enumerable.Range(0, count).Select(i => odds is 0 or 1 ? (i == count - 1) == (odds == 0) : random.NextDouble() < odds).ToArray();
            var bits = new byte[BitSpan.BytesFor(first + count)];
            random.NextBytes(bits);
            for (var i = 0; i < count; i++)
            {
                bits[(first + i) / 8] = (byte)((bits[(first + i) / 8] & ~(1 << ((first + i) % 8))) | (values[i] ? 1 << ((first + i) % 8) : 0));
            }

            check(bits, values);
        }
    }

    private static T[] Filled<T>(int count, T value) => [.. Enumerable.Repeat(value, count + 6)];

    private static T[] Framed<T>(IEnumerable<T> values, T around) => [around, around, around, .. values, around, around, around];
}
