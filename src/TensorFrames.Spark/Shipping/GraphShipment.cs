namespace TensorFrames.Spark.Shipping;

/// <summary>Brings a graph to the executors: in the command where it is small, else as a file artifact that its hash names.</summary>
internal static class GraphShipment
{
    internal static async Task<TaskGraph> SendAsync(SparkSession session, Graph graph, CancellationToken cancellationToken)
    {
        if (graph.OriginalLength <= TaskGraph.MostInCommand)
        {
            return new TaskGraph(graph.Hash, graph.OriginalBytes(), "", graph.Source);
        }

        // Its name is its hash, so its bytes are read where they are sent and nowhere else: once a session.

        var file = TaskGraph.FileOf(graph.Hash);
        await session.AddArtifactsAsync([Artifact.OfHash($"files/{file}", graph.OriginalLength, graph.OriginalBytes)], null, cancellationToken).ConfigureAwait(false);
        return new TaskGraph(graph.Hash, ReadOnlyMemory<byte>.Empty, file, graph.Source);
    }
}
