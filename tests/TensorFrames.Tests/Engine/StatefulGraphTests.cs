using Apache.Arrow;
using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Engine;

public sealed class StatefulGraphTests
{
    // Each block is put into the queue twice and one is taken out, so that block b gets what block b/2 put in: unless a
    // partition finds what another has left.
    [Theory, EveryRuntime]
    public void Each_partition_has_a_session_of_its_own_and_its_blocks_run_in_order(Runtime tf)
    {
        using var graph = Queue(tf);
        Assert.True(graph.IsStateful);
        var options = new MapOptions { Fetches = ["y"], Keep = [], Shapes = new Dictionary<string, TensorShape> { ["y"] = new([]) } };
        foreach (var threads in new[] { 1, 3 })
        {
            var frame = Frame.From(new NumberTable(partitions: 3, batches: 4, rows: 1)).MapBlocks(graph, options);
            var y = frame.ToBatches(new EngineOptions { Parallelism = threads }, TestContext.Current.CancellationToken).SelectMany(b => ((DoubleArray)b.Column("y")).Values.ToArray());
            Assert.Equal([0.0, 0, 1, 1, 4, 4, 5, 5, 8, 8, 9, 9], y);
        }
    }

    private static Graph Queue(Runtime tf)
    {
        var types = GraphBuilder.Types(DType.Float64);
        return Graph.Load(
            new GraphBuilder().Placeholder("x", DType.Float64, -1)
                .Node("queue", "FIFOQueueV2", [], ("component_types", types))
                .Node("first", "QueueEnqueueV2", ["queue", "x"], ("Tcomponents", types))
                .Node("second", "QueueEnqueueV2", ["queue", "x", "^first"], ("Tcomponents", types))
                .Node("y", "QueueDequeueV2", ["queue", "^second"], ("component_types", types)).Bytes,
            tf.Open());
    }
}
