using System.Diagnostics;
using TensorFrames.Cli.Progress;
using TensorFrames.Cli.Running;
using TensorFrames.Spark;

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
        SparkVerb? verb = null;
        long? rows = null;
        for (var i = 1; i <= request.Repeat; i++)
        {
            progress = new RunReporter(display, request.Repeat == 1 ? "run" : $"run {i} of {request.Repeat}");
            var started = Stopwatch.GetTimestamp();
            verb = SparkVerb.Of(request, spark, Open(request, spark, session, cancellationToken), graph);
            rows = await verb.WriteAsync(spark.Output, request.Files, progress, cancellationToken).ConfigureAwait(false);
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        var tasks = spark.Report ? await verb!.ReportAsync(cancellationToken).ConfigureAwait(false) : null;
        var counted = rows ?? (tasks is null ? null : verb!.RowsOf(tasks));
        return new SparkOutcome(
            session.Version, session.Shipped!, counted, rows is null ? null : progress!.Blocks, seconds, await verb!.PlanAsync(cancellationToken).ConfigureAwait(false), tasks);
    }

    private static DataFrame Open(RunRequest request, SparkRunRequest spark, SparkSession session, CancellationToken cancellationToken)
    {
        var frame = spark.Input.Open(session, request.Files, cancellationToken);
        return request.Partitions is { } partitions ? frame.Repartition(partitions) : frame;
    }
}
