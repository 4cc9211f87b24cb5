using Apache.Arrow;
using TensorFrames.Engine;
using TensorFrames.Verbs;

namespace TensorFrames;

/// <summary>Grouping: a frame of many rows to one of a row a group.</summary>
public sealed partial class Frame
{
    /// <summary>Groups rows by columns of integers, booleans, floats, decimals, dates, times, text or bytes, dictionaries and nulls included.</summary>
    /// <param name="keys">The columns, at least one.</param>
    /// <exception cref="PlanException">There is none, one is not in the table, named twice, or of a type that is no key.</exception>
    public GroupedFrame GroupBy(params string[] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        AggregatePlanner.Keys(Schema ?? throw ColumnsNotKnown(), keys);
        return new GroupedFrame(this, [.. keys]);
    }

    internal Frame Aggregate(IReadOnlyList<string> keys, Graph graph, AggregateOptions options)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        var (plan, columns) = OverRead(input => AggregatePlanner.Plan(graph, input, keys, options), plan => plan.ColumnsRead);
        var step = new AggregateStep(graph, plan);
        return From(new AggregateTable(
            plan.Output,
            () => [.. Reports, plan.Report()],
            () => [.. Explain(), step.Explain()],
            (engine, cancelled) => AggregateExecution.Run(new Execution(_table.RunWith(engine), columns, [.. _steps, step], engine), step, cancelled)));
    }
}
