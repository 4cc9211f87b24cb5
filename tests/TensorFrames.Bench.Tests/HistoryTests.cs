using TensorFrames.Bench.Results;
using TensorFrames.Bench.Track;

namespace TensorFrames.Bench.Tests;

/// <summary>Runs are kept as they were.</summary>
public sealed class HistoryTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public void The_last_run_of_this_machine_is_compared_with_else_the_last_one()
    {
        var history = new History(_folder.File("history"));
        Assert.Null(history.Last(Of("here")));
        history.Append(Run(1, "here"));
        history.Append(Run(2, "elsewhere"));
        Assert.Equal("commit1", history.Last(Of("here"))!.Commit);
        Assert.Equal("commit2", history.Last(Of("a third"))!.Commit);
    }

    [Fact]
    public void A_run_comes_back_as_it_was_written()
    {
        var run = Run(3, "here");
        var read = TrackedRun.Parse(run.ToJson());
        Assert.Equal((run.Date, run.Commit, run.Machine), (read.Date, read.Commit, read.Machine));
        Assert.Equal(run.Figures, read.Figures);
    }

    public void Dispose() => _folder.Dispose();

    private static Machine Of(string processor) => new(processor, 2, "cc");

    private static TrackedRun Run(int minute, string processor) => new(
        new DateTime(2026, 1, 1, 0, minute, 0, DateTimeKind.Utc), $"commit{minute}", Of(processor), [new("a : b", FigureKind.Ratio, 0.123), new("bytes", FigureKind.Counter, 488)]);
}
