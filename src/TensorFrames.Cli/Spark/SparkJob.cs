using System.Diagnostics;
using TensorFrames.Cli.Progress;
using TensorFrames.Cli.Running;
using TensorFrames.Spark;
using TensorFrames.Spark.Verbs;

namespace TensorFrames.Cli.Spark;

/// <summary>The whole job on a server, from opening the input to the written output. Session, worker and graph are there before and stay.</summary>
internal static class SparkJob
{
    internal static async Task<SparkOutcome> RunAsync(RunRequest request, SparkRunRequest spark, Graph graph, ProgressDisplay display, CancellationToken cancellationToken)
    {
        var session = await spark.Target.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var stopping = session.ConfigureAwait(false);
        await spark.Target.ShipAsync(session, graph.Runtime.LibraryPath, display, cancellationToken).ConfigureAwait(false);
        List<double> seconds = [];
        RunReporter? progress = null;
        DataFrame? mapped = null;
        long? rows = null;
        for (var i = 1; i <= request.Repeat; i++)
        {
            progress = new RunReporter(display, request.Repeat == 1 ? "run" : $"run {i} of {request.Repeat}");
            var started = Stopwatch.GetTimestamp();
            mapped = Map(request, spark, session, graph, cancellationToken);
            rows = await spark.Output.WriteAsync(mapped, request.Files, progress, cancellationToken).ConfigureAwait(false);
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        var node = (MapNode)mapped!.Node;
        var tasks = spark.Report ? await node.ReportAsync(cancellationToken).ConfigureAwait(false) : null;
        return new SparkOutcome(session.Version, session.Shipped!, rows, rows is null ? null : progress!.Blocks, seconds, await node.PlanAsync(cancellationToken).ConfigureAwait(false), tasks);
    }

    private static DataFrame Map(RunRequest request, SparkRunRequest spark, SparkSession session, Graph graph, CancellationToken cancellationToken)
    {
        var frame = spark.Input.Open(session, request.Files, cancellationToken);
        if (request.Partitions is { } partitions)
        {
            frame = frame.Repartition(partitions);
        }

        return request.Verb == RunVerb.MapBlocksTrimmed ? frame.MapBlocksTrimmed(graph, request.Map, spark.Executors) : frame.MapBlocks(graph, request.Map, spark.Executors);
    }
}
