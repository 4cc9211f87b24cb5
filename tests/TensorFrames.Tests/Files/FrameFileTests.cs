using TensorFrames.Files;
using TensorFrames.Tests.Engine;

namespace TensorFrames.Tests.Files;

/// <summary>Frames from files to files.</summary>
public sealed class FrameFileTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, EveryRuntime]
    public void A_frame_is_written_with_its_rows_in_order(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        Assert.Equal(2000, Frame.From(new NumberTable(4, 5, 100)).MapBlocks(graph, "y").Write(_folder["out.parquet"], cancellationToken: Now));
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => i + 3.0), Read("out.parquet"));
    }

    [Theory, EveryRuntime]
    public async Task A_frame_is_written_without_holding_the_caller(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        Assert.Equal(100, await Frame.From(new NumberTable(1, 1, 100)).MapBlocks(graph, "y").WriteAsync(_folder["out.arrow"], cancellationToken: Now));
        Assert.Equal(100, Read("out.arrow").Count);
    }

    [Theory, EveryRuntime]
    public void A_path_that_ends_in_a_slash_gets_a_part_for_each_partition(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        Frame.From(new NumberTable(3, 2, 50)).MapBlocks(graph, "y").Write(_folder["out/"], cancellationToken: Now);
        Assert.Equal(3, FrameFiles.Open(_folder["out"]).Partitions.Count);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => i + 3.0), Read("out"));
    }

    [Theory, EveryRuntime]
    public void A_run_that_fails_leaves_the_old_output_and_nothing_else(Runtime tf)
    {
        File.WriteAllText(_folder["out.parquet"], "old");
        using var graph = SmallGraphs.AddThree(tf);
        var frame = Frame.From(new NumberTable(3, 4, 5, failAtPartition: 1)).MapBlocks(graph, "y");
        Assert.Throws<TableException>(() => frame.Write(_folder["out.parquet"], cancellationToken: Now));
        Assert.Throws<TableException>(() => frame.Write(_folder["parts/"], cancellationToken: Now));
        Assert.Equal(["out.parquet"], _folder.Entries);
        Assert.Equal("old", File.ReadAllText(_folder["out.parquet"]));
    }

    [Theory, EveryRuntime]
    public async Task A_cancelled_write_leaves_nothing(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        using var cancel = new CancellationTokenSource();
        var options = new EngineOptions { Progress = new CancelAt(cancel, rows: 500) };
        var frame = Frame.From(new NumberTable(2, 100_000, 64)).MapBlocks(graph, "y");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => frame.WriteAsync(_folder["out.parquet"], engine: options, cancellationToken: cancel.Token));
        Assert.Empty(_folder.Entries);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private List<double> Read(string name) => [.. FrameFiles.Open(_folder[name]).ToBatches(cancellationToken: Now).SelectMany(b => Values(b))];

    private static double[] Values(Apache.Arrow.RecordBatch batch)
    {
        using (batch)
        {
            return ((Apache.Arrow.DoubleArray)batch.Column("y")).Values.ToArray();
        }
    }

    private sealed class CancelAt(CancellationTokenSource cancel, long rows) : IProgress<FrameProgress>
    {
        public void Report(FrameProgress value)
        {
            if (value.Rows >= rows)
            {
                cancel.Cancel();
            }
        }
    }
}
