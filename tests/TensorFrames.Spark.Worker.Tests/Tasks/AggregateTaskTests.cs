using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using Google.Protobuf;
using TensorFrames.Spark.Worker.Tasks;
using TensorFrames.Tables;
using TensorFrames.Tests;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Verbs.ReduceGraphs;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>An aggregate in tasks: partitions to a row a group, these to the groups, as the local engine does it.</summary>
public sealed class AggregateTaskTests
{
    private static readonly Schema s_table = new([new Field("key", Int64Type.Default, nullable: true), new Field("x", DoubleType.Default, nullable: false)], null);

    [Theory, EveryRuntime]
    public void Any_partitioning_gives_the_local_result_recognised_or_not(Runtime tf)
    {
        using var sum = SumBlocks(tf);
        using var first = First(tf, DType.Float64, new TensorShape(-1));
        Gen.Select(Gen.Double[-1e6, 1e6].Array[1, 300], Gen.Int[1, 40], Gen.Int[0, 300].Array[0, 6], Gen.Int[0, 1]).Sample(
            (values, spread, cuts, which) =>
            {
                var table = Table(values, spread);
                IReadOnlyList<IReadOnlyList<RecordBatch>> parts = [.. Work.Cuts(values.Length, cuts).Select(p => (IReadOnlyList<RecordBatch>)[.. Work.Cuts(p.Count, [p.Count / 3]).Select(b => Part(table, p.Start + b.Start, b.Count))])];
                var graph = which == 0 ? sum : first;
                var options = new AggregateOptions { MemoryLimit = cuts.Length % 2 == 0 ? 1L << 30 : 1 };
                return Same(Local([table], graph, options), new FakeAggregate(tf, graph, options, s_table, "key").Run(parts), 1e-9);
            },
            iter: 40,
            threads: 1);
    }

    [Theory, EveryRuntime]
    public void Every_dtype_and_rank_travels_from_task_to_task(Runtime tf) => Gen.Select(SparkColumns.Any, Gen.Int[1, 9], Gen.Int[0, 70].Array[0, 3]).Sample(
        (c, spread, cuts) =>
        {
            var x = c.Make();
            var table = new Schema([new Field("key", Int64Type.Default, nullable: true), SparkColumns.X(c)], null);
            var spark = SparkTable.Of(table, new Version(4, 3));
            if (SparkColumns.Converted(spark, Work.Cuts(c.Rows, cuts).Select(cut => Part(new RecordBatch(table, [Keys(c.Rows, spread), x], c.Rows), cut.Start, cut.Count))) is not { } parts)
            {
                return true;
            }

            var options = new AggregateOptions { DefaultNulls = c.Options.DefaultNulls, Binary = c.DType == DType.String ? ["x"] : [] };
            using var graph = First(tf, c.DType, c.Shape.Cell.WithRows(-1));
            return Same(Local(parts, graph, options), new FakeAggregate(tf, graph, options, spark.Schema, "key").Run([.. parts.Select(p => (IReadOnlyList<RecordBatch>)[p])]), 0);
        },
        iter: 60,
        threads: 1);

    [Theory, EveryRuntime]
    public void One_row_of_a_key_passes_through_both_tasks_without_a_run_and_no_rows_have_no_groups(Runtime tf)
    {
        using var graph = FirstOrError(tf);
        var aggregate = new FakeAggregate(tf, graph, new AggregateOptions(), s_table, "key");
        var rows = aggregate.Run([Rows((1, -0.0), (null, 2))], [Rows()], [Rows((3, double.NaN))]).SelectMany(Groups).ToList();
        Assert.Equal([(1L, -0.0), (3L, double.NaN), (null, 2.0)], rows.OrderBy(r => r.Key ?? 9));
        Assert.Equal(double.NegativeInfinity, 1 / rows.Single(r => r.Key == 1).X);
        Assert.Empty(aggregate.Task(aggregate.OfRows, 0, []).Bytes);
        Assert.Empty(aggregate.Run([Rows()], []));
    }

    [Theory, EveryRuntime]
    public void A_failing_group_is_named_in_either_task_and_nothing_is_answered(Runtime tf)
    {
        using var graph = FirstOrError(tf);
        var aggregate = new FakeAggregate(tf, graph, new AggregateOptions(), s_table, "key");
        var bad = Rows((1, 1), (7, double.NaN), (1, 2), (7, 2));
        foreach (var reply in new[] { aggregate.Task(aggregate.OfRows, 7, [bad]), aggregate.Task(aggregate.OfPartials, 0, [bad]) })
        {
            var error = Assert.IsType<RunException>(reply.Error);
            Assert.Contains("for the group key = 7: ", error.Message, StringComparison.Ordinal);
            Assert.Contains("not a number", error.Message, StringComparison.Ordinal);
            Assert.Empty(reply.Bytes);
        }
    }

    [Theory, EveryRuntime]
    public void Spilled_bytes_are_reported(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        long Spilled(long limit)
        {
            var aggregate = new FakeAggregate(tf, graph, new AggregateOptions { MemoryLimit = limit }, s_table, "key");
            var report = aggregate.Task(aggregate.OfRows with { Reply = Proto.Reply.Report, Output = TaskReport.Schema }, 3, [Table(new double[5000], 5000)]).Row();
            Assert.Equal((5000m, 5000m), (report[TaskReport.Rows], report[TaskReport.OutputRows]));
            return (long)(decimal)report[TaskReport.SpilledBytes]!;
        }

        Assert.Equal(0, Spilled(1 << 30));
        Assert.InRange(Spilled(4 << 10), 5000 * 16, 5000 * 256);
    }

    [Theory, EveryRuntime]
    public void An_aggregate_is_no_function_of_columns(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        var task = new FakeAggregate(tf, graph, new AggregateOptions(), s_table, "key").OfRows.ToBytes();
        var scalar = FakeTask.Run(Work.Body, FakeTask.Scalar(tf, new TaskFunction([0, 1], task)), FakeTask.Plain(s_table, [Rows((1, 1))]));
        Assert.Contains("GroupBy and Aggregate over the DataFrame", Assert.IsType<PlanException>(scalar.Error).Message, StringComparison.Ordinal);
    }

    // x = the first of a group's rows, with an error where one is no number.
    private static Graph FirstOrError(Runtime tf) => new GraphBuilder().Placeholder("x_input", DType.Float64, -1).Int32Scalar("zero", 0)
        .Node("checked", "CheckNumerics", ["x_input"], GraphBuilder.T(DType.Float64), ("message", new() { S = ByteString.CopyFromUtf8("not a number") }))
        .Node("x", "Gather", ["checked", "zero"], ("Tparams", GraphBuilder.Type(DType.Float64)), ("Tindices", GraphBuilder.Type(DType.Int32))).Load(tf);

    private static List<RecordBatch> Local(IReadOnlyList<RecordBatch> table, Graph graph, AggregateOptions options) =>
        [.. Frame.From(new MemoryTable(table[0].Schema, table)).GroupBy("key").Aggregate(graph, options with { SparkTypes = true }).ToBatches(cancellationToken: TestContext.Current.CancellationToken)];

    // Both have their groups in the order that keys decide.
    private static bool Same(List<RecordBatch> expected, List<RecordBatch> actual, double tolerance) => new[] { "key", "x" }.All(column =>
        ArrowCompare.Same(Cells(expected, column), Cells(actual, column), tolerance, tolerance));

    private static List<object?> Cells(List<RecordBatch> batches, string column) => [.. batches.SelectMany(b => ArrowCompare.Of(b.Column(column)))];

    // A key in five is null where there are several.
    private static Int64Array Keys(int rows, int spread) =>
        Enumerable.Range(0, rows).Aggregate(new Int64Array.Builder(), (keys, i) => spread > 1 && i % spread == 1 ? keys.AppendNull() : keys.Append(i * 7 % spread)).Build();

    private static RecordBatch Table(double[] values, int spread) => new(s_table, [Keys(values.Length, spread), Doubles(values)], values.Length);

    private static RecordBatch Rows(params (long? Key, double X)[] rows) =>
        new(s_table, [rows.Aggregate(new Int64Array.Builder(), (keys, r) => keys.Append(r.Key)).Build(), Doubles(rows.Select(r => r.X))], rows.Length);

    private static IEnumerable<(long? Key, double X)> Groups(RecordBatch batch) =>
        Enumerable.Range(0, batch.Length).Select(i => (((Int64Array)batch.Column("key")).GetValue(i), ((DoubleArray)batch.Column("x")).GetValue(i)!.Value));

    private static RecordBatch Part(RecordBatch table, int start, int count) => new(table.Schema, table.Arrays.Select(a => ArrowArrayFactory.Slice(a, start, count)), count);
}
