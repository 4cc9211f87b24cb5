using Apache.Arrow;
using TensorFrames.Aggregation;
using TensorFrames.Locating;
using TensorFrames.Run;
using TensorFrames.Spark.Worker.Libraries;
using TensorFrames.Verbs;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>A task's part of an aggregate, by the local engine's aggregator: a row a group at the end.</summary>
internal sealed class AggregateProgram : ColumnProgram
{
    private readonly AggregatePlan _plan;
    private readonly bool _partial;
    private readonly BatchAggregator _aggregator;

    /// <exception cref="PlanException">Graph, columns and options do not fit together.</exception>
    internal AggregateProgram(AggregateTask task, Graph graph, IReadOnlyList<int> arguments, Schema input)
        : base(arguments, input)
    {
        var options = task.Options with { SparkTypes = true, SpillFolder = task.Options.SpillFolder ?? ScratchFolders.First(Surroundings.Here) };
        var plan = AggregatePlanner.Plan(graph, task.OfPartials ? task.Columns : input, task.Keys, options);
        _partial = !task.OfPartials;
        _plan = _partial ? SparkPartials.Sent(plan) : SparkPartials.Received(plan, input.FieldsList);
        Output = _partial ? _plan.Partial : _plan.Output;
        _aggregator = new BatchAggregator(graph, _plan, task.OfPartials);
    }

    internal override int Made => Output.FieldsList.Count;

    internal override Schema Output { get; }

    internal override IReadOnlyList<ConversionReport> Reports => [_plan.Report()];

    internal override IEnumerable<RecordBatch> Finish(CancellationToken stopped) => _aggregator.Finish(_partial, stopped);

    public override void Dispose() => _aggregator.Dispose();

    protected override RecordBatch? RunOwn(RecordBatch block, in BlockPosition position, CancellationToken stopped)
    {
        using (block)
        {
            _aggregator.Add(block, position, stopped);
        }

        return null;
    }
}
