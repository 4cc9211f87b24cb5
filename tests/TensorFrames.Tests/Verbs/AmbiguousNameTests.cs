using Apache.Arrow;
using TensorFrames.Tables;
using TensorFrames.Tests.Engine;
using Xunit;

namespace TensorFrames.Tests.Verbs;

/// <summary>Tables whose column names stand more than once: kept by position, never picked by name.</summary>
public sealed class AmbiguousNameTests
{
    private static readonly Schema Schema = new([Field("a"), Field("x"), Field("a")], null);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryRuntime]
    public void Columns_of_one_name_pass_through_each_with_its_values(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var batch = Twice().MapBlocks(graph, "y").ToBatches(cancellationToken: Now).Single();
        Assert.Equal(["y", "a", "x", "a"], batch.Schema.FieldsList.Select(f => f.Name));
        Assert.Equal([5.0, 1, 2, 3], batch.Arrays.Select(a => ((DoubleArray)a).Values[0]));
    }

    [Theory, EveryRuntime]
    public void A_name_that_stands_twice_can_neither_feed_nor_be_kept(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        Ambiguous(() => Twice().MapBlocks(graph, new MapOptions { Fetches = ["y"], Feeds = new Dictionary<string, string> { ["x"] = "a" } }));
        Ambiguous(() => Twice().MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = ["a"] }));
    }

    [Theory, EveryRuntime]
    public void A_column_is_kept_once(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var error = Assert.Throws<PlanException>(() => Twice().MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = ["x", "x"] }));
        Assert.Contains("named twice", error.Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_shape_given_without_rank_says_nothing(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var shapes = new Dictionary<string, TensorShape> { ["y"] = TensorShape.Unknown };
        Assert.Equal("double", Columns.Tables.Frame(("x", One(1))).MapBlocks(graph, new MapOptions { Fetches = ["y"], Shapes = shapes }).Schema!.FieldsList[0].DataType.Name);
        using var open = Columns.Identity.Graph(tf, DType.Float64, TensorShape.Unknown);
        Assert.Null(Columns.Tables.Frame(("x", One(1))).MapBlocks(open, new MapOptions { Fetches = ["y"], Shapes = shapes }).Schema);
    }

    private static void Ambiguous(Action plan) => Assert.Contains("2 columns of the name 'a'", Assert.Throws<PlanException>(plan).Message, StringComparison.Ordinal);

    private static Frame Twice() => Frame.From(new MemoryTable(Schema, [new RecordBatch(Schema, [One(1), One(2), One(3)], 1)]));

    private static Field Field(string name) => new(name, Apache.Arrow.Types.DoubleType.Default, false);

    private static DoubleArray One(double value) => new DoubleArray.Builder().Append(value).Build();
}
