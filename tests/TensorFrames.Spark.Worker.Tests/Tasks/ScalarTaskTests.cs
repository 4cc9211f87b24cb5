using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Spark.Worker.Tasks;
using TensorFrames.Tests;
using TensorFrames.Tests.Graphs;
using TensorFrames.Verbs;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>Graphs as functions over columns: arguments by position, a column a function, rows as many as came.</summary>
public sealed class ScalarTaskTests
{
    private static readonly Schema Two = new([new Field("a", DoubleType.Default, nullable: false), new Field("b", DoubleType.Default, nullable: false)], null);

    [Theory, EveryRuntime]
    public void Several_functions_take_their_columns_by_position(Runtime tf)
    {
        var header = FakeTask.Scalar(tf, new([1], Work.Task(Work.AddThree).ToBytes()), new([0], Work.Task(Work.Binary("Mul", 2.0)).ToBytes()));
        var batches = FakeTask.Run(Work.Body, header, FakeTask.Plain(Two, [Batch(3, 10), Batch(2, 20)])).Raw();
        Assert.Equal([3, 2], batches.Select(b => b.Length));
        Assert.Equal([13.0, 12, 11, 23, 22], Work.Column(batches, "_0"));
        Assert.Equal([0.0, 2, 4, 0, 2], Work.Column(batches, "_1"));
    }

    [Theory, EveryRuntime]
    public void Several_fetches_are_one_struct(Runtime tf)
    {
        var graph = new GraphBuilder().Placeholder("x", DType.Float64, -1).Node("n", "Neg", ["x"], GraphBuilder.T(DType.Float64)).Node("s", "Square", ["x"], GraphBuilder.T(DType.Float64)).Bytes;
        Field[] fields = [new("n", DoubleType.Default, nullable: false), new("s", DoubleType.Default, nullable: false)];
        foreach (var output in new[] { new Schema(fields, null), new Schema([new Field("both", new StructType(fields), nullable: false)], null) })
        {
            var task = Work.Task(graph) with { Options = new MapOptions { Fetches = ["s", "n"], Keep = [] }, Output = output };
            var batch = Assert.Single(FakeTask.Run(Work.Body, FakeTask.Scalar(tf, new TaskFunction([0], task.ToBytes())), FakeTask.Plain(Work.X, Work.Numbers(3))).Raw());
            Assert.Equal("[-2, 4]", ArrowCompare.Text(ArrowCompare.Of(batch.Column(0))[2]));
            Assert.Equal(["n", "s"], ((StructType)batch.Schema.FieldsList[0].DataType).Fields.Select(f => f.Name));
        }
    }

    [Theory, EveryRuntime]
    public void A_graph_over_a_graph_runs_in_one_task(Runtime tf)
    {
        var outer = Work.Task(Work.Binary("Mul", 10.0)) with { Input = new Schema([new Field("x", DoubleType.Default, nullable: false)], null) };
        var header = FakeTask.Scalar(tf, new TaskFunction([0], Work.Task(Work.AddThree).ToBytes()) { Then = [outer.ToBytes()] });
        Assert.Equal([30.0, 40, 50], Work.Column(FakeTask.Run(Work.Body, header, FakeTask.Plain(Work.X, Work.Numbers(3))).Raw(), "_0"));
    }

    [Theory, EveryRuntime]
    public void A_function_keeps_the_rows(Runtime tf)
    {
        var cut = Work.Task(Work.AddThree) with { BlockRows = 64 };
        Assert.Equal([64, 36], FakeTask.Run(Work.Body, FakeTask.Scalar(tf, new TaskFunction([0], cut.ToBytes())), FakeTask.Plain(Work.X, Work.Numbers(100))).Raw().Select(b => b.Length));
        var trimmed = FakeTask.Run(Work.Body, FakeTask.Scalar(tf, new TaskFunction([0], (cut with { Kind = MapKind.Trimmed }).ToBytes())), FakeTask.Plain(Work.X, Work.Numbers(3)));
        Assert.Contains("MapBlocksTrimmed over the DataFrame", Assert.IsType<PlanException>(trimmed.Error).Message, StringComparison.Ordinal);
        Assert.Empty(trimmed.Bytes);
    }

    [Theory, EveryRuntime]
    public void Functions_over_the_same_batches_must_agree_on_whole_partitions(Runtime tf)
    {
        var whole = Work.Task(Work.AddThree) with { OneBlockPerPartition = true };
        var reply = FakeTask.Run(Work.Body, FakeTask.Scalar(tf, new([0], whole.ToBytes()), new([0], Work.Task(Work.AddThree).ToBytes())), FakeTask.Plain(Work.X, Work.Numbers(3)));
        Assert.Contains("all of them OneBlockPerPartition", Assert.IsType<PlanException>(reply.Error).Message, StringComparison.Ordinal);
    }

    private static RecordBatch Batch(int rows, double start) =>
        new(Two, [.. Work.Numbers(rows)[0].Arrays, new DoubleArray.Builder().AppendRange(Enumerable.Range(0, rows).Select(i => start - i)).Build()], rows);
}
