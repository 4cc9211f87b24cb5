using Apache.Arrow;
using TensorFrames.Aggregation;
using TensorFrames.Tests;
using TensorFrames.Verbs;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>An aggregate as the driver plans it and Spark runs it: a task a partition, then tasks over the groups' results, all of a key in one.</summary>
internal sealed class FakeAggregate
{
    private readonly Runtime _tf;

    internal FakeAggregate(Runtime tf, Graph graph, AggregateOptions options, Schema columns, params IReadOnlyList<string> keys)
    {
        _tf = tf;
        Plan = SparkPartials.Sent(AggregatePlanner.Plan(graph, columns, keys, options with { SparkTypes = true }));
        OfRows = new AggregateTask
        {
            Graph = Work.Graph(graph.OriginalBytes().ToArray()),
            Options = options,
            Keys = keys,
            Columns = columns,
            Input = columns,
            Output = Plan.Partial,
        };
    }

    internal AggregatePlan Plan { get; }

    internal AggregateTask OfRows { get; }

    internal AggregateTask OfPartials => OfRows with { OfPartials = true, Input = Plan.Partial, Output = Plan.Output };

    /// <summary>The groups, by one last task over what each partition's task gave.</summary>
    internal List<RecordBatch> Run(params IReadOnlyList<IReadOnlyList<RecordBatch>> partitions) =>
        Task(OfPartials, 0, [.. partitions.SelectMany((batches, i) => Task(OfRows, i, batches).Rows())]).Rows();

    /// <summary>One task's answer.</summary>
    internal FakeReply Task(AggregateTask task, int partition, IReadOnlyList<RecordBatch> batches)
    {
        var header = FakeTask.Map(task, _tf) with { Partition = partition };
        return FakeTask.Run(Work.Body, header, FakeTask.Wrapped(batches.Count > 0 ? batches[0].Schema : task.Input, batches));
    }
}
