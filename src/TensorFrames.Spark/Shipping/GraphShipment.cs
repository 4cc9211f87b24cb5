namespace TensorFrames.Spark.Shipping;

/// <summary>Brings a graph to the executors: in the command where it is small, else as a file artifact that its hash names.</summary>
internal static class GraphShipment
{
    internal static async Task<TaskGraph> SendAsync(SparkSession session, Graph graph, CancellationToken cancellationToken)
    {
        var bytes = graph.OriginalBytes();
        if (bytes.Length <= TaskGraph.MostInCommand)
        {
            return new TaskGraph(graph.Hash, bytes, "", graph.Source);
        }

        var file = TaskGraph.FileOf(graph.Hash);
        await session.AddArtifactsAsync([Artifact.Of($"files/{file}", bytes, isNamedByContent: true)], null, cancellationToken).ConfigureAwait(false);
        return new TaskGraph(graph.Hash, ReadOnlyMemory<byte>.Empty, file, graph.Source);
    }
}
