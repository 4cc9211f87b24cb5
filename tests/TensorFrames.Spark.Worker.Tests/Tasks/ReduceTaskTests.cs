using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using TensorFrames.Spark.Worker.Tasks;
using TensorFrames.Tables;
using TensorFrames.Tests;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Verbs;
using static TensorFrames.Tests.Verbs.ReduceGraphs;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>A reduce in tasks: partitions to rows, their results to one, as the local engine does it.</summary>
public sealed class ReduceTaskTests
{
    [Theory, EveryRuntime]
    public void Any_partitioning_gives_the_local_result(Runtime tf)
    {
        using var blocks = SumBlocks(tf);
        using var rows = SumRows(tf);
        Gen.Select(Gen.Double[-1e6, 1e6].Array[1, 300], Gen.Int[0, 300].Array[0, 6], Gen.Int[0, 50]).Sample(
            (values, cuts, blockRows) =>
            {
                var partitions = Work.Cuts(values.Length, cuts).Select(p => (IReadOnlyList<RecordBatch>)[.. Work.Cuts(p.Count, [p.Count / 3]).Select(b => Work.Doubles(values[(p.Start + b.Start)..(p.Start + b.Start + b.Count)]))]).ToList();
                return Is(values, new FakeReduce(tf, blocks, new ReduceOptions(), byRows: false, Work.X).Run(partitions)!.Only())
                    && Is(values, new FakeReduce(tf, rows, new ReduceOptions(), byRows: true, Work.X).Run(partitions)!.Only());
            },
            iter: 30,
            threads: 1);
    }

    [Theory, EveryRuntime]
    public void Every_dtype_and_rank_travels_from_task_to_task(Runtime tf) => Gen.Select(SparkColumns.Any, Gen.Int[0, 70].Array[0, 3], Gen.Bool).Sample(
        (c, cuts, open) =>
        {
            var table = new Schema([SparkColumns.X(c)], null);
            var spark = SparkTable.Of(table, new Version(4, 3));
            if (SparkColumns.Converted(spark, Work.Cuts(c.Rows, cuts).Select(cut => new RecordBatch(table, [ArrowArrayFactory.Slice(c.Make(), cut.Start, cut.Count)], cut.Count))) is not { } parts)
            {
                return true;
            }

            var options = new ReduceOptions { DefaultNulls = c.Options.DefaultNulls, Binary = c.DType == DType.String ? ["x"] : [] };
            var frame = Frame.From(new MemoryTable(spark.Schema, parts));
            // A null cell has a size only where the graph says it.
            var cell = open && !c.Nulls ? new TensorShape([.. c.Sizes.Select(_ => -1L)]) : c.Shape.Cell;
            using var first = First(tf, c.DType, cell.WithRows(-1));
            using var one = Either(tf, 1, c.DType, cell);
            using var last = Either(tf, 2, c.DType, cell);
            var local = options with { SparkTypes = true };
            return ArrowCompare.Same(frame.ReduceBlocks(first, local).Only(), Run(tf, first, options, byRows: false, spark.Schema, parts).Only())
                && ArrowCompare.Same(frame.ReduceRows(one, local).Only(), Run(tf, one, options, byRows: true, spark.Schema, parts).Only())
                && ArrowCompare.Same(frame.ReduceRows(last, local).Only(), Run(tf, last, options, byRows: true, spark.Schema, parts).Only());
        },
        iter: 60,
        threads: 1);

    [Theory, EveryRuntime]
    public void Cells_of_any_size_travel_and_results_follow_the_partitions(Runtime tf)
    {
        using var graph = new GraphBuilder().Placeholder("x_1", DType.Float64, -1).Placeholder("x_2", DType.Float64, -1).Int32Scalar("axis", 0)
            .Node("x", "ConcatV2", ["x_1", "x_2", "axis"], GraphBuilder.T(DType.Float64), ("N", new() { I = 2 }), ("Tidx", GraphBuilder.Type(DType.Int32))).Load(tf);
        var table = SparkTable.Of(new Schema([new Field("x", new ListType(DoubleType.Default), nullable: false)], null), new Version(4, 3));
        List<RecordBatch> parts = [.. new double[][][] { [[1, 2], []], [[3]], [], [[], [4, 5, 6]] }.Select(cells => table.Convert(new RecordBatch(table.Schema, [Lists(cells)], cells.Length)))];
        Assert.True(ArrowCompare.Same(new List<object?> { 1.0, 2.0, 3.0, 4.0, 5.0, 6.0 }, Run(tf, graph, new ReduceOptions(), byRows: true, table.Schema, parts).Only()));
    }

    [Theory, EveryRuntime]
    public void One_row_passes_through_both_tasks_without_a_run_and_no_rows_have_no_result(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64).Load(tf);
        var reduce = new FakeReduce(tf, graph, new ReduceOptions(), byRows: false, Work.X);
        Assert.Equal(double.NegativeInfinity, 1 / (double)reduce.Run([], [Work.Doubles(-0.0)], [Work.Doubles()])!.Only()!);
        Assert.Null(reduce.Run([], [Work.Doubles(), Work.Doubles()]));
        Assert.Empty(reduce.Task(reduce.OfRows, 0, []).Bytes);
    }

    [Theory, EveryRuntime]
    public void A_result_tells_its_partition_and_a_report_what_was_borrowed(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        var reduce = new FakeReduce(tf, graph, new ReduceOptions(), byRows: false, Work.X);
        var answer = Assert.Single(reduce.Task(reduce.OfRows, 41, Work.Numbers(1000, 24)).Rows());
        Assert.Equal((41, 1023.0 * 512), (((Int32Array)answer.Column("partition")).GetValue(0), ((DoubleArray)answer.Column("x")).GetValue(0)));
        var report = reduce.Task(reduce.OfRows with { Reply = Proto.Reply.Report, Output = TaskReport.Schema }, 41, Work.Numbers(1000, 24)).Row();
        Assert.Equal((1024m, 1m, 2m, 8192m), (report[TaskReport.Rows], report[TaskReport.OutputRows], report[TaskReport.Blocks], report[TaskReport.BorrowedBytes]));
        Assert.Equal("x: Partials 1", report[TaskReport.CopyReasons]);
    }

    [Theory, EveryRuntime]
    public void A_constant_is_fed_in_either_task(Runtime tf)
    {
        using var graph = new GraphBuilder().Placeholder("x_1", DType.Float64).Placeholder("x_2", DType.Float64).Placeholder("floor", DType.Float64)
            .Node("larger", "Maximum", ["x_1", "x_2"], GraphBuilder.T(DType.Float64)).Node("x", "Maximum", ["larger", "floor"], GraphBuilder.T(DType.Float64)).Load(tf);
        var options = new ReduceOptions { Constants = new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["floor"] = TensorValue.Scalar(2.5) } };
        var reduce = new FakeReduce(tf, graph, options, byRows: true, Work.X);
        Assert.Equal(2.5, reduce.Run([Work.Doubles(1, 2)], [Work.Doubles(0, 1)])!.Only());
        Assert.Equal(2.5, reduce.Run([Work.Doubles(1)], [Work.Doubles(0)])!.Only());
        Assert.Equal(3.0, reduce.Run([Work.Doubles(1, 3)], [Work.Doubles(0)])!.Only());
    }

    [Theory, EveryRuntime]
    public void Text_travels_with_offsets_of_either_width(Runtime tf)
    {
        using var graph = First(tf, DType.String, new TensorShape(-1));
        var text = new Schema([new Field("x", StringType.Default, nullable: false)], null);
        var reduce = new FakeReduce(tf, graph, new ReduceOptions(), byRows: false, text);
        var partial = FakeReduce.Partial(Assert.Single(reduce.Task(reduce.OfRows, 0, [new RecordBatch(text, [new StringArray.Builder().Append("é😀").Append("b").Build()], 2)]).Rows()));
        var bytes = (BinaryArray)partial.Column(0);
        var large = ArrowArrayFactory.BuildArray(new ArrayData(LargeBinaryType.Default, 1, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer.Builder<long>().Append(0).Append(bytes.ValueOffsets[1]).Build(), bytes.ValueBuffer], children: null));
        var sent = new RecordBatch(new Schema([new Field("x", LargeBinaryType.Default, nullable: true)], null), [large], 1);
        using var result = SparkPartials.Output(reduce.Plan, Assert.Single(reduce.Task(reduce.OfPartials, 0, [sent, sent, sent]).Rows()));
        Assert.Equal("é😀", ((StringArray)result.Column("x")).GetString(0));
    }

    [Theory, EveryRuntime]
    public void A_failing_row_is_named_and_nothing_is_answered(Runtime tf)
    {
        using var graph = new GraphBuilder().Placeholder("x_1", DType.Float64).Placeholder("x_2", DType.Float64)
            .Node("checked", "CheckNumerics", ["x_2"], GraphBuilder.T(DType.Float64), ("message", new() { S = Google.Protobuf.ByteString.CopyFromUtf8("not a number") }))
            .Node("x", "Add", ["x_1", "checked"], GraphBuilder.T(DType.Float64)).Load(tf);
        var reply = new FakeReduce(tf, graph, new ReduceOptions(), byRows: true, Work.X) is var reduce ? reduce.Task(reduce.OfRows, 7, [Work.Doubles(1, 2), Work.Doubles(3, double.NaN)]) : null;
        var error = Assert.IsType<RunException>(reply!.Error);
        Assert.Contains("not a number", error.Message, StringComparison.Ordinal);
        Assert.Contains("partition 7, from row 3", error.Message, StringComparison.Ordinal);
        Assert.Empty(reply.Bytes);
    }

    [Theory, EveryRuntime]
    public void A_reduce_is_no_function_of_columns_and_no_link_of_a_chain(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        var task = new FakeReduce(tf, graph, new ReduceOptions(), byRows: false, Work.X).OfRows.ToBytes();
        var scalar = FakeTask.Run(Work.Body, FakeTask.Scalar(tf, new TaskFunction([0], task)), FakeTask.Plain(Work.X, Work.Numbers(3)));
        Assert.Contains("ReduceBlocks or ReduceRows over the DataFrame", Assert.IsType<PlanException>(scalar.Error).Message, StringComparison.Ordinal);
        var chained = FakeTask.Map(Work.Task(Work.AddThree), tf) with { Functions = [new TaskFunction([0], task) { Then = [task] }] };
        Assert.Contains("A reduce gives one row", Assert.IsType<PlanException>(FakeTask.Run(Work.Body, chained, FakeTask.Wrapped(Work.X, Work.Numbers(3))).Error).Message, StringComparison.Ordinal);
    }

    private static RecordBatch Run(Runtime tf, Graph graph, ReduceOptions options, bool byRows, Schema columns, IReadOnlyList<RecordBatch> partitions) =>
        new FakeReduce(tf, graph, options, byRows, columns).Run([.. partitions.Select(p => (IReadOnlyList<RecordBatch>)[p])])!;

    private static bool Is(double[] values, object? sum) => Math.Abs((double)sum! - values.Sum()) <= 1e-9 * values.Sum(Math.Abs);
}
