using TensorFrames.Tables;
using TensorFrames.Tests.Engine;
using Xunit;

namespace TensorFrames.Tests.Figures;

/// <summary>The counters of docs/gates.md that need no clock; the bench holds the others.</summary>
public sealed class AllocationTests
{
    [Theory, EveryRuntime]
    public void A_block_with_one_scalar_result_allocates_at_most_900_bytes(Runtime tf) =>
        Assert.InRange(BytesABlock(tf, rows: 1024), 1, 900);

    [Theory, EveryRuntime]
    public void What_a_block_allocates_does_not_depend_on_its_rows(Runtime tf) =>
        Assert.InRange(BytesABlock(tf, rows: 65_536), 1, BytesABlock(tf, rows: 64) * 1.05);

    [Theory, EveryRuntime]
    public void Flat_columns_in_memory_are_borrowed_without_exception(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        using var table = ColumnTable.Create().Add("x", [.. Enumerable.Range(0, 100_001).Select(i => (double)i)]);
        var frame = Frame.From(table).MapBlocks(graph, "y");
        foreach (var batch in frame.ToBatches(new EngineOptions { BlockRows = 64 }, TestContext.Current.CancellationToken))
        {
            batch.Dispose();
        }

        var feed = Assert.Single(frame.Reports[0].Feeds);
        Assert.Equal((1563, 0, 100_001 * 8), (feed.BorrowedTensors, feed.CopiedTensors, feed.BorrowedBytes));
    }

    private static double BytesABlock(Runtime tf, int rows)
    {
        using var graph = SmallGraphs.AddThree(tf);
        using var table = ColumnTable.Create().Add("x", [.. Enumerable.Range(0, rows).Select(i => (double)i)]);
        using var reader = table.Partitions[0].Open();
        using var batch = reader.Read(TestContext.Current.CancellationToken)!;
        Bytes(10);

        // Code that the runtime has compiled anew meanwhile allocates less: the least of a few is its own.
        return Enumerable.Range(0, 5).Min(_ => (Bytes(300) - Bytes(100)) / 200.0);

        // On one thread, and this thread's bytes only: other tests run meanwhile.
        long Bytes(int blocks)
        {
            var frame = Frame.From([.. Enumerable.Repeat(batch, blocks)]).MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = [] });
            Take(frame);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Take(frame);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static void Take(Frame frame)
    {
        foreach (var batch in frame.ToBatches(new EngineOptions { Parallelism = 1 }))
        {
            batch.Dispose();
        }
    }
}
