using TensorFrames.Cli.Progress;
using TensorFrames.Cli.Running;
using TensorFrames.Files;
using TensorFrames.Spark;
using TensorFrames.Spark.Verbs;
using TensorFrames.Verbs;

namespace TensorFrames.Cli.Spark;

/// <summary>The verb of a run on Spark, described and not run.</summary>
internal abstract class SparkVerb
{
    internal static SparkVerb Of(RunRequest request, SparkRunRequest spark, DataFrame frame, Graph graph) => request.Verb switch
    {
        RunVerb.ReduceBlocks => new OfReduction(frame.Session, frame.PlanReduceBlocks(graph, ReduceOptions.Of(request.Map), spark.Executors)),
        RunVerb.ReduceRows => new OfReduction(frame.Session, frame.PlanReduceRows(graph, ReduceOptions.Of(request.Map), spark.Executors)),
        RunVerb.Aggregate => new OfAggregate(frame.GroupBy([.. request.Keys.Select(Column.Named)]).Aggregate(graph, request.Groups, spark.Executors)),
        RunVerb.MapBlocksTrimmed => new OfMap(frame.MapBlocksTrimmed(graph, request.Map, spark.Executors)),
        RunVerb.MapRows => new OfMap(frame.MapRows(graph, request.Map, spark.Executors)),
        _ => new OfMap(frame.MapBlocks(graph, request.Map, spark.Executors)),
    };

    /// <summary>Runs it, and puts its result there.</summary>
    /// <returns>The rows that the run is counted by, where they came by here.</returns>
    internal abstract Task<long?> WriteAsync(SparkOutput output, TableFileOptions files, RunReporter progress, CancellationToken cancellationToken);

    /// <summary>Runs it once more for its tasks' reports.</summary>
    internal abstract Task<IReadOnlyList<SparkTaskReport>> ReportAsync(CancellationToken cancellationToken);

    /// <summary>The rows that a run is counted by, where its tasks' reports tell them.</summary>
    internal abstract long? RowsOf(IReadOnlyList<SparkTaskReport> tasks);

    /// <summary>What is fed and fetched.</summary>
    internal abstract Task<IVerbPlan> PlanAsync(CancellationToken cancellationToken);

    private sealed class OfMap(DataFrame mapped) : SparkVerb
    {
        internal override Task<long?> WriteAsync(SparkOutput output, TableFileOptions files, RunReporter progress, CancellationToken cancellationToken) =>
            output.WriteAsync(mapped, files, progress, cancellationToken);

        internal override Task<IReadOnlyList<SparkTaskReport>> ReportAsync(CancellationToken cancellationToken) => mapped.ReportAsync(cancellationToken);

        internal override long? RowsOf(IReadOnlyList<SparkTaskReport> tasks) => tasks.Sum(t => t.OutputRows);

        internal override async Task<IVerbPlan> PlanAsync(CancellationToken cancellationToken) =>
            (await ((MapNode)mapped.Node).CheckAsync(cancellationToken).ConfigureAwait(false)).Planned.Plan;
    }

    private sealed class OfAggregate(DataFrame groups) : SparkVerb
    {
        internal override Task<long?> WriteAsync(SparkOutput output, TableFileOptions files, RunReporter progress, CancellationToken cancellationToken) =>
            output.WriteAsync(groups, files, progress, cancellationToken);

        internal override Task<IReadOnlyList<SparkTaskReport>> ReportAsync(CancellationToken cancellationToken) => groups.ReportAsync(cancellationToken);

        // Those that report give a partition's groups, and a group may be in several partitions.
        internal override long? RowsOf(IReadOnlyList<SparkTaskReport> tasks) => null;

        internal override async Task<IVerbPlan> PlanAsync(CancellationToken cancellationToken) =>
            (await ((AggregateNode)groups.Node).CheckAsync(cancellationToken).ConfigureAwait(false)).Planned.Plan;
    }

    // Its one row comes here, so it is written from here; it is counted by the table's rows, as on the local engine.
    private sealed class OfReduction(SparkSession session, SparkReduction reduction) : SparkVerb
    {
        internal override async Task<long?> WriteAsync(SparkOutput output, TableFileOptions files, RunReporter progress, CancellationToken cancellationToken)
        {
            using var row = await reduction.RunAsync(cancellationToken).ConfigureAwait(false);
            await output.WriteRowAsync(session, row, files, progress, cancellationToken).ConfigureAwait(false);
            return null;
        }

        internal override Task<IReadOnlyList<SparkTaskReport>> ReportAsync(CancellationToken cancellationToken) => reduction.ReportAsync(cancellationToken);

        internal override long? RowsOf(IReadOnlyList<SparkTaskReport> tasks) => tasks.Sum(t => t.Rows);

        internal override async Task<IVerbPlan> PlanAsync(CancellationToken cancellationToken) => await reduction.PlanAsync(cancellationToken).ConfigureAwait(false);
    }
}
