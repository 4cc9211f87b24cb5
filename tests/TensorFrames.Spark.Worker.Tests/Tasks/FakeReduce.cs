using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tests;
using TensorFrames.Verbs;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>A reduce as the driver plans it and Spark runs it: a task a partition, then one over their results.</summary>
internal sealed class FakeReduce
{
    private readonly Runtime _tf;
    private readonly ReduceTask _ofRows;

    internal FakeReduce(Runtime tf, Graph graph, ReduceOptions options, bool byRows, Schema columns)
    {
        _tf = tf;
        Plan = ReducePlanner.Plan(graph, columns, options with { SparkTypes = true }, byRows);
        _ofRows = new ReduceTask
        {
            Graph = Work.Graph(graph.OriginalBytes().ToArray()),
            Options = options,
            ByRows = byRows,
            Columns = columns,
            Input = columns,
            Output = new Schema([new Field(ReduceTask.Partition, Int32Type.Default, nullable: false), .. SparkPartials.Schema(Plan).FieldsList], null),
        };
    }

    internal ReducePlan Plan { get; }

    internal ReduceTask OfRows => _ofRows;

    internal ReduceTask OfPartials => _ofRows with { OfPartials = true, Input = SparkPartials.Schema(Plan) };

    /// <summary>The row, the caller's; null where there was none.</summary>
    internal RecordBatch? Run(params IReadOnlyList<IReadOnlyList<RecordBatch>> partitions)
    {
        var partials = partitions.SelectMany((batches, i) => Task(OfRows, i, batches).Rows()).ToList();
        Assert.All(partials, p => Assert.Equal(1, p.Length));
        return Task(OfPartials, 0, [.. partials.Select(Partial)]).Rows() is [var result] ? SparkPartials.Output(Plan, result) : null;
    }

    /// <summary>One task's answer.</summary>
    internal FakeReply Task(ReduceTask task, int partition, IReadOnlyList<RecordBatch> batches)
    {
        var header = FakeTask.Map(task, _tf) with { Partition = partition };
        return FakeTask.Run(Work.Body, header, FakeTask.Wrapped(batches.Count > 0 ? batches[0].Schema : task.Input, batches));
    }

    /// <summary>What the last task is sent of another one's answer.</summary>
    internal static RecordBatch Partial(RecordBatch answer) => new(new Schema(answer.Schema.FieldsList.Skip(1), null), answer.Arrays.Skip(1), answer.Length);
}
