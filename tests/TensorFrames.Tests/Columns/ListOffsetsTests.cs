using System.Numerics;
using TensorFrames.Columns.In;
using Xunit;

namespace TensorFrames.Tests.Columns;

/// <summary>Offsets of lists of one length, looked at in vectors: the first that differs is found in whichever lane it stands.</summary>
public sealed class ListOffsetsTests
{
    private static readonly int[] Counts = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65];

    [Theory, InlineData(0, 0), InlineData(32, 0), InlineData(32, 5), InlineData(1, 1_000_000)]
    public void Lists_of_one_length_have_no_other(int each, int start)
    {
        Assert.All(Counts, count => Assert.Equal(-1, ListOffsets.FirstOther<int>(Offsets<int>(count, each, start), each)));
        Assert.All(Counts, count => Assert.Equal(-1, ListOffsets.FirstOther<long>(Offsets<long>(count, each, start), each)));
    }

    [Theory, InlineData(1), InlineData(-1), InlineData(int.MinValue)]
    public void The_first_other_is_found_in_every_lane(int by)
    {
        foreach (var count in Counts)
        {
            for (var at = 0; at < count; at++)
            {
                Assert.Equal(at, ListOffsets.FirstOther<int>(Longer<int>(count, at, by), 4));
                Assert.Equal(at, ListOffsets.FirstOther<long>(Longer<long>(count, at, by), 4));
            }
        }
    }

    // As int32 the offsets come round to where they should be; as numbers they do not.
    [Fact]
    public void A_length_that_only_an_overflow_makes_right_is_another() =>
        Assert.Equal(0, ListOffsets.FirstOther<int>([.. Enumerable.Range(0, 33).Select(i => int.MaxValue - 3 + (i * 4))], 4));

    // All offsets after list number "at" lie further on.
    private static T[] Longer<T>(int count, int at, int by)
        where T : INumber<T> => [.. Offsets<T>(count, 4, 11).Select((o, i) => i > at ? T.CreateTruncating(long.CreateTruncating(o) + by) : o)];

    private static T[] Offsets<T>(int count, int each, int start)
        where T : INumber<T> => [.. Enumerable.Range(0, count + 1).Select(i => T.CreateTruncating(start + ((long)i * each)))];
}
