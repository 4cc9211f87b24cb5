using Apache.Arrow;
using TensorFrames.Engine;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>A graph over the columns that a task is given.</summary>
internal sealed class MapProgram : ColumnProgram
{
    private readonly MapPlan _plan;
    private readonly Pipeline _pipeline;

    /// <exception cref="PlanException">Graph, columns and options do not fit together.</exception>
    internal MapProgram(MapTask task, Graph graph, IReadOnlyList<int> arguments, Schema input)
        : base(arguments, input)
    {
        _plan = MapPlanner.Plan(graph, input, task.Options with { SparkTypes = true }, task.Kind);
        _pipeline = new Pipeline([new MapStep(graph, _plan)], own: true);
    }

    internal override int Made => _plan.Fetches.Count;

    // Known before any block: with Spark's types no fetch's rank is left open.
    internal override Schema Output => _plan.Output!;

    internal override IReadOnlyList<ConversionReport> Reports => [_plan.Tally.Report()];

    public override void Dispose() => _pipeline.Dispose();

    protected override RecordBatch RunOwn(RecordBatch block, in BlockPosition position, CancellationToken stopped) => _pipeline.Run(block, position, stopped)!;
}
