using TensorFrames.Bench.Track;
using TensorFrames.Tests;

namespace TensorFrames.Bench.Tests;

/// <summary>bench/track sees what got slower, and nothing else.</summary>
public sealed class TrackTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    // One that borrows, one that packs bits and one of texts.
    public static TheoryData<string> Conversions => ["float64", "bool", "string"];

    [Theory]
    [MemberData(nameof(Conversions))]
    public void A_conversion_that_is_done_three_times_over_is_caught(string column)
    {
        Assert.Equal(0, Track(column));
        Assert.Equal(1, Track(column, slowed: true));
        Assert.Equal(0, Track(column));
    }

    // On a machine of one's own all kinds, ten times.
    [Fact]
    public void Runs_of_one_commit_do_not_get_worse()
    {
        for (var run = 0; run < (FullRun.Asked ? 10 : 3); run++)
        {
            Assert.Equal(0, Track(FullRun.Asked ? "" : "int64"));
        }
    }

    [Fact(SkipWhen = nameof(CannotCount), Skip = "needs valgrind and cmake")]
    public void Instructions_are_the_same_each_time() => Assert.Equal(Instructions.Figures(Checkout.Root), Instructions.Figures(Checkout.Root));

    public static bool CannotCount => Instructions.Missing is not null;

    public void Dispose() => _folder.Dispose();

    // Each run is added to a history of the test's own, as far as it is no slowed one.
    private int Track(string column, bool slowed = false)
    {
        Environment.SetEnvironmentVariable("TFN_TRACK_SLOWED", slowed ? column : null);
        return TrackCommand.Run(new Arguments(Short: true, Library: null, Version: "1.15.0", Only: column.Length == 0 ? "1.15.0" : $"1.15.0, {column}, in", Append: !slowed, History: _folder.File("history")));
    }
}
