using Apache.Arrow;
using TensorFrames.Aggregation;
using TensorFrames.Engine;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>A task's part of an aggregate, by the local engine's aggregator: a row a group at the end.</summary>
internal sealed class AggregateProgram : ColumnProgram
{
    private readonly AggregatePlan _plan;
    private readonly bool _partial;
    private readonly IBlockRunner _dealer;
    private readonly Aggregator _aggregator;

    /// <exception cref="PlanException">Graph, columns and options do not fit together.</exception>
    internal AggregateProgram(AggregateTask task, Graph graph, IReadOnlyList<int> arguments, Schema input)
        : base(arguments, input)
    {
        var options = task.Options with { SparkTypes = true };
        var plan = AggregatePlanner.Plan(graph, task.OfPartials ? task.Columns : input, task.Keys, options);
        _partial = !task.OfPartials;
        _plan = _partial ? SparkPartials.Sent(plan) : SparkPartials.Received(plan, input.FieldsList);
        Output = _partial ? _plan.Partial : _plan.Output;
        var step = new AggregateStep(graph, _plan, task.OfPartials);
        _dealer = step.OpenShared();
        _aggregator = new Aggregator(step);
    }

    internal override int Made => Output.FieldsList.Count;

    internal override Schema Output { get; }

    internal override IReadOnlyList<ConversionReport> Reports => [_plan.Report()];

    internal override IEnumerable<RecordBatch> Finish(CancellationToken stopped)
    {
        using var small = new SmallBatches(Output);
        for (var part = 0; part < Radix.Parts; part++)
        {
            foreach (var batch in _aggregator.Finish(part, _partial, stopped))
            {
                foreach (var joined in small.Add(batch))
                {
                    yield return joined;
                }
            }
        }

        if (small.Take() is { } last)
        {
            yield return last;
        }
    }

    public override void Dispose()
    {
        _dealer.Dispose();
        _aggregator.Dispose();
    }

    protected override RecordBatch? RunOwn(RecordBatch block, in BlockPosition position, CancellationToken stopped)
    {
        using (block)
        {
            using var dealt = _dealer.Run(block, position, stopped);
            if (dealt is DealtBatch rows)
            {
                _aggregator.Add(rows.Take(), stopped);
            }
        }

        return null;
    }
}
