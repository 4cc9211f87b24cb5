using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Tests.Cli;

/// <summary>What each option of <c>tframes run</c> does.</summary>
public sealed class RunOptionTests : IDisposable
{
    private readonly Workbench _bench = new();

    [Theory, EveryRuntime]
    public void Without_options_the_free_outputs_stand_sorted_before_the_tables_columns(Runtime tf)
    {
        var output = Run(tf, CliGraphs.TwoOutputs, _bench.Table("in.parquet", ("x", Workbench.Count(3)), ("a", Workbench.Count(3))));
        Assert.Equal(["y", "z", "x", "a"], Workbench.Columns(output));
        Assert.Equal([3.0, 4.0, 5.0], Workbench.Column(output, "y"));
    }

    [Theory, EveryRuntime]
    public void Fetch_takes_only_what_is_named(Runtime tf) =>
        Assert.Equal(["z", "x"], Workbench.Columns(Run(tf, CliGraphs.TwoOutputs, _bench.Numbers("in.parquet"), "--fetch", "z")));

    [Theory]
    [InlineData("@x", "--feed", "x=@x")]
    [InlineData("@x", "--feed=x=@x")]
    public void Feed_takes_a_column_of_any_name(string column, params string[] feed) =>
        Assert.Equal([3.0], Workbench.Column(Run(new(TestRuntimes.Old), CliGraphs.AddThree, _bench.Table("in.parquet", (column, Workbench.Count(1))), feed), "y"));

    [Theory, EveryRuntime]
    public void Feed_takes_a_placeholder_from_a_column_of_another_name(Runtime tf) =>
        Assert.Equal([5.0, 6.0], Workbench.Column(Run(tf, CliGraphs.AddThree, _bench.Table("in.parquet", ("a=b", Workbench.Count(2, 2))), "--feed", "x=a=b"), "y"));

    [Theory]
    [InlineData(new[] { "y", "a", "c" }, "--keep", "c,a")]
    [InlineData(new[] { "y", "a", "c" }, "--keep", "c", "--keep", "a")]
    [InlineData(new[] { "y" }, "--keep", "")]
    public void Keep_takes_only_these_columns_in_the_tables_order(string[] columns, params string[] keep)
    {
        var table = _bench.Table("in.parquet", ("x", Workbench.Count(3)), ("a", Workbench.Count(3)), ("b", Workbench.Count(3)), ("c", Workbench.Count(3)));
        Assert.Equal(columns, Workbench.Columns(Run(new(TestRuntimes.Old), CliGraphs.AddThree, table, keep)));
    }

    [Theory]
    [InlineData("y=", ArrowTypeId.Double)]
    [InlineData("y=[]", ArrowTypeId.Double)]
    [InlineData("y=?", ArrowTypeId.List)]
    public void Shape_says_what_the_graph_leaves_open(string shape, ArrowTypeId type)
    {
        var pairs = new FixedSizeListArray(new FixedSizeListType(DoubleType.Default, 2), 2, Workbench.Count(4), ArrowBuffer.Empty, 0);
        var table = type == ArrowTypeId.Double ? _bench.Numbers("in.arrow") : _bench.Table("in.arrow", ("x", pairs));
        Assert.Equal(type, Workbench.Schema(Run(new(TestRuntimes.Old), CliGraphs.AnyShape, table, "--shape", shape)).GetFieldByName("y").DataType.TypeId);
    }

    [Theory, EveryRuntime]
    public void Shape_with_a_size_makes_a_fixed_size_list(Runtime tf)
    {
        var pairs = new FixedSizeListArray(new FixedSizeListType(DoubleType.Default, 2), 2, Workbench.Count(4), ArrowBuffer.Empty, 0);
        var output = Run(tf, CliGraphs.AnyShape, _bench.Table("in.arrow", ("x", pairs)), "--shape", "y=2");
        Assert.Equal(2, Assert.IsType<FixedSizeListType>(Workbench.Schema(output).GetFieldByName("y").DataType).ListSize);
    }

    [Theory, EveryRuntime]
    public void Binary_lets_bytes_pass_that_are_no_text(Runtime tf)
    {
        var table = _bench.Table("in.arrow", ("x", new BinaryArray.Builder().Append([(byte)0xff, 0, 1]).Build()));
        Assert.Equal([0xff, 0, 1], Assert.IsType<byte[]>(Workbench.Column(Run(tf, CliGraphs.Text, table, "--binary", "y"), "y")[0]));
        Failing(tf, CliGraphs.Text, table).Fails(3, "run", "--binary");
    }

    [Theory, EveryRuntime]
    public void Vector_gives_MLlibs_vectors(Runtime tf)
    {
        var pairs = new FixedSizeListArray(new FixedSizeListType(DoubleType.Default, 2), 2, Workbench.Count(4), ArrowBuffer.Empty, 0);
        var output = Run(tf, CliGraphs.AnyShape, _bench.Table("in.arrow", ("x", pairs)), "--vector", "y");
        var type = Assert.IsType<StructType>(Workbench.Schema(output).GetFieldByName("y").DataType);
        Assert.Equal(["type", "size", "indices", "values"], type.Fields.Select(f => f.Name));
    }

    [Theory, EveryRuntime]
    public void The_trimmed_verb_gives_fetches_only(Runtime tf) =>
        Assert.Equal(["y"], Workbench.Columns(Run(tf, CliGraphs.AddThree, _bench.Numbers("in.parquet"), "--verb", "map-blocks-trimmed")));

    [Theory]
    [InlineData(64, 16)]
    [InlineData(100, 10)]
    [InlineData(1000, 1)]
    [InlineData(100_000, 1)]
    public void Batch_rows_is_the_size_of_the_largest_block(int rows, int batches)
    {
        var run = Json(new(TestRuntimes.Old), CliGraphs.AddThree, _bench.Numbers("in.parquet"), "--batch-rows", $"{rows}").Ok();
        Assert.Equal((1000, batches), (run.Json.GetProperty("rows").GetInt32(), run.Json.GetProperty("batches").GetInt32()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Any_number_of_threads_keeps_the_order(int threads)
    {
        var output = Run(new(TestRuntimes.Old), CliGraphs.AddThree, _bench.Numbers("in.parquet"), "--batch-rows", "64", "--parallel", $"{threads}");
        Assert.Equal(Enumerable.Range(3, 1000).Select(i => (object)(double)i), Workbench.Column(output, "y"));
    }

    [Theory]
    [InlineData("fill:7")]
    [InlineData("x=fill:7")]
    public void Null_fills_with_the_value_given(string policy) =>
        Assert.Equal([1.0, 7.0], Workbench.Column(Run(new(TestRuntimes.Old), CliGraphs.TwoOutputs, Holes, "--null", policy), "z"));

    [Theory]
    [InlineData("mask:m")]
    [InlineData("x=mask:m")]
    public void Null_masks_through_a_placeholder(string policy) =>
        Assert.Equal([true, false], Workbench.Column(Run(new(TestRuntimes.Old), CliGraphs.Masked, Holes, "--null", policy), "known"));

    [Fact]
    public void A_placeholders_own_null_policy_beats_the_one_for_all() =>
        Failing(new(TestRuntimes.Old), CliGraphs.AddThree, Holes, "--null", "fill:7", "--null", "x=error").Fails(3, "run", "'x'", "null");

    [Fact]
    public void Widen_lets_a_narrower_column_feed()
    {
        var table = _bench.Table("in.parquet", ("x", new Int32Array.Builder().Append(4).Build()));
        Failing(new(TestRuntimes.Old), CliGraphs.AddThree, table).Fails(2, "plan", "--widen");
        Assert.Equal([7.0], Workbench.Column(Run(new(TestRuntimes.Old), CliGraphs.AddThree, table, "--widen"), "y"));
    }

    [Fact]
    public void Decimals_as_double_lets_decimals_feed()
    {
        var table = _bench.Table("in.parquet", ("x", new Decimal128Array.Builder(new Decimal128Type(10, 2)).Append(1.25m).Build()));
        Failing(new(TestRuntimes.Old), CliGraphs.AddThree, table).Fails(2, "plan", "--decimals-as-double");
        Assert.Equal([4.25], Workbench.Column(Run(new(TestRuntimes.Old), CliGraphs.AddThree, table, "--decimals-as-double"), "y"));
    }

    [Theory, EveryRuntime]
    public void No_copy_fails_with_the_reason(Runtime tf)
    {
        var bools = _bench.Table("bools.parquet", ("x", new BooleanArray.Builder().Append(true).Build()));
        var error = Failing(tf, CliGraphs.Not, bools, "--no-copy").Fails(3, "run", "'x'", "without a copy", "Bits").JsonError;
        Assert.Equal("x", error.GetProperty("column").GetString());
        Json(tf, CliGraphs.AddThree, _bench.Numbers("in.parquet"), "--no-copy").Ok();
    }

    [Theory, EveryRuntime]
    public void Every_repeat_is_timed_and_the_counts_are_those_of_one(Runtime tf)
    {
        var run = Json(tf, CliGraphs.AddThree, _bench.Numbers("in.parquet"), "--repeat", "3").Ok().Json;
        Assert.All(run.GetProperty("seconds").EnumerateArray(), s => Assert.InRange(s.GetDouble(), 1e-6, 60));
        Assert.Equal((3, 1000, 8000), (run.GetProperty("seconds").GetArrayLength(), run.GetProperty("rows").GetInt32(), run.GetProperty("columns")[0].GetProperty("borrowed_bytes").GetInt32()));
    }

    [Theory, EveryRuntime]
    public void Json_says_what_each_column_cost_and_why(Runtime tf)
    {
        var table = _bench.Table("in.parquet", ("x", new BooleanArray.Builder().AppendRange([true, false, true]).Build()));
        var columns = Json(tf, CliGraphs.Not, table).Ok().Json.GetProperty("columns");
        Assert.Equal("""{"name":"x","tensor":"x","direction":"in","borrowed_bytes":0,"copied_bytes":1,"reason":"bits"}""", columns[0].GetRawText());
        Assert.Equal(("y", "out", "bits"), (columns[1].GetProperty("name").GetString(), columns[1].GetProperty("direction").GetString(), columns[1].GetProperty("reason").GetString()));
    }

    [Theory, EveryRuntime]
    public void In_words_it_says_the_same(Runtime tf)
    {
        var said = CliRun.On(tf, "run", _bench.Graph(CliGraphs.AddThree), "--input", _bench.Numbers("in.parquet"), "--output", _bench.At("out.parquet")).Ok().Out;
        Assert.Contains($"1,000 rows in 1 batch, TensorFlow {tf.Version}", said, StringComparison.Ordinal);
        Assert.Matches(@"in +x +x +8,000 B +0 B\n", said);
        Assert.Contains($"wrote {_bench.At("out.parquet")}", said, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private string Holes => _bench.Table("holes.parquet", ("x", Workbench.Doubles(1.0, null)));

    private string Run(Runtime tf, byte[] graph, string table, params string[] options)
    {
        Json(tf, graph, table, options).Ok();
        return _bench.At("out.arrow");
    }

    private CliRun Failing(Runtime tf, byte[] graph, string table, params string[] options) => Json(tf, graph, table, options);

    private CliRun Json(Runtime tf, byte[] graph, string table, params string[] options) =>
        CliRun.On(tf, ["run", _bench.Graph(graph), "--input", table, "--output", _bench.At("out.arrow"), "--json", .. options]);
}
