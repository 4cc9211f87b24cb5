using Apache.Arrow;
using TensorFrames.Engine;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>A graph over the columns that a task is given; Spark may put further graphs over its result, f(g(x)).</summary>
internal sealed class MapProgram : TaskProgram
{
    private readonly MapPlan[] _plans;
    private readonly Pipeline _pipeline;

    /// <param name="tasks">The graph's, and those applied to its result, in order.</param>
    /// <param name="graphs">Gives the graphs.</param>
    /// <param name="arguments">Columns of the block.</param>
    /// <param name="input">Those columns as the driver names them.</param>
    /// <exception cref="PlanException">Graphs, columns and options do not fit together.</exception>
    internal MapProgram(IReadOnlyList<MapTask> tasks, Func<TaskGraph, Graph> graphs, IReadOnlyList<int> arguments, Schema input)
        : base(arguments, input)
    {
        _plans = new MapPlan[tasks.Count];
        var steps = new IStep[tasks.Count];
        for (var i = 0; i < tasks.Count; i++)
        {
            var columns = i == 0 ? input : DeclaredColumns.Named(tasks[i].Input, _plans[i - 1].Output!.FieldsList);
            var graph = graphs(tasks[i].Graph);
            _plans[i] = MapPlanner.Plan(graph, columns, tasks[i].Options with { SparkTypes = true }, tasks[i].IsTrimmed);
            steps[i] = new MapStep(graph, _plans[i]);
        }

        _pipeline = new Pipeline(steps, own: true);
    }

    /// <summary>Columns of <see cref="Output"/> that the graph gives; the others are input columns.</summary>
    internal int Fetched => _plans[^1].Fetches.Count;

    internal override Schema Output => _plans[^1].Output!;

    internal override IReadOnlyList<ConversionReport> Reports => [.. _plans.Select(p => p.Tally.Report())];

    public override void Dispose() => _pipeline.Dispose();

    protected override RecordBatch RunOwn(RecordBatch block, in BlockPosition position) => _pipeline.Run(block, position)!;
}
