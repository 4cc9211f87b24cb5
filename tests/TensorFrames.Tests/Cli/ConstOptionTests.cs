using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Cli;

/// <summary><c>--const placeholder=value</c>, and <c>--shape</c> for placeholders.</summary>
public sealed class ConstOptionTests : IDisposable
{
    private readonly Workbench _bench = new();

    [Theory, EveryRuntime]
    public void A_scalar_is_one_for_all_rows(Runtime tf) =>
        Assert.Equal([0.0, 2.5, 5.0], Run(tf, Scaled(), "x", Workbench.Count(3), "--const", "s=2.5"));

    [Theory]
    [InlineData(DType.Float32, "[1, -2.5]", "[1, -2.5]")]
    [InlineData(DType.Float64, "[[1e300], [\"NaN\"]]", "[[1E+300], [NaN]]")]
    [InlineData(DType.Float16, "-Infinity", "-Infinity")]
    [InlineData(DType.BFloat16, "1", "16256")]
    [InlineData(DType.Int8, "-128", "-128")]
    [InlineData(DType.UInt64, "18446744073709551615", "18446744073709551615")]
    [InlineData(DType.Int64, "[[], []]", "[[], []]")]
    [InlineData(DType.Bool, "false", "False")]
    [InlineData(DType.Bool, "[true, false]", "[True, False]")]
    [InlineData(DType.String, "a text, with = and [", "6120746578742C2077697468203D20616E64205B")]
    [InlineData(DType.String, "[\"ä\", {\"b64\": \"AP8=\"}]", "[C3A4, 00FF]")]
    [InlineData(DType.String, "\"[\"", "5B")]
    public void Every_dtype_can_be_written(DType dtype, string text, string cell)
    {
        var graph = new GraphBuilder().Node("x", "Placeholder", [], ("dtype", GraphBuilder.Type(dtype))).Node("y", "Identity", ["x"], GraphBuilder.T(dtype)).Bytes;
        string[] options = dtype == DType.String ? ["--binary", "y"] : [];
        var depth = text.TakeWhile(c => c == '[').Count();
        var cells = Run(new(TestRuntimes.Old), graph, "k", Workbench.Count(2), ["--const", $"x={text}", "--verb", "map-rows", "--shape", $"y={string.Join(',', Enumerable.Repeat("?", depth))}", .. options]);
        Assert.Equal([cell, cell], cells.Select(ArrowCompare.Text));
    }

    [Theory]
    [InlineData("s=[1,[2]]", "differ in length or depth")]
    [InlineData("s=[[1,2],[3]]", "differ in length or depth")]
    [InlineData("s=[[1],2]", "differ in length or depth")]
    [InlineData("s=[1,", "no JSON")]
    [InlineData("s=yes", "'yes' is no float64")]
    [InlineData("s=0,5", "'0,5' is no float64")]
    [InlineData("s=1e999", "'1e999' is no float64")]
    [InlineData("s=null", "'null' is no float64")]
    [InlineData("s={\"b64\":\"AA==\"}", "is no value")]
    [InlineData("s", "not of the form placeholder=value")]
    public void What_is_no_value_is_a_usage_error(string option, string words) => On(new(TestRuntimes.Old), Scaled(), "--const", option).Fails(1, "usage", words, "--const");

    [Fact]
    public void Twice_is_once_too_often() => On(new(TestRuntimes.Old), Scaled(), "--const", "s=1", "--const", "s=2").Fails(1, "usage", "given twice");

    [Theory, EveryRuntime]
    public void What_does_not_fit_the_graph_is_a_plan_error(Runtime tf)
    {
        On(tf, Scaled(), "--const", "q=1").Fails(2, "plan", "'q'");
        On(tf, Scaled(), "--const", "s=[1]").Fails(2, "plan", "A tensor float64 [1] cannot feed placeholder 's' (float64 [])");
        On(tf, Scaled()).Fails(2, "plan", "--const s=VALUE");
    }

    [Theory, EveryRuntime]
    public void A_reduce_takes_one(Runtime tf)
    {
        var graph = new GraphBuilder().Placeholder("x_1", DType.Float64).Placeholder("x_2", DType.Float64).Placeholder("floor", DType.Float64)
            .Node("m", "Maximum", ["x_1", "x_2"], GraphBuilder.T(DType.Float64)).Node("x", "Maximum", ["m", "floor"], GraphBuilder.T(DType.Float64)).Bytes;
        Assert.Equal([9.0], Run(tf, graph, "x", Workbench.Count(5), "--verb", "reduce-rows", "--const", "floor=9"));
    }

    [Theory, EveryRuntime]
    public void Shape_of_a_placeholder_takes_flat_lists_apart(Runtime tf)
    {
        var pairs = new FixedSizeListArray(new FixedSizeListType(DoubleType.Default, 4), 2, Workbench.Count(8), ArrowBuffer.Empty, 0);
        Assert.Equal(["[[0, 1], [2, 3]]", "[[4, 5], [6, 7]]"], Run(tf, CliGraphs.AnyShape, "x", pairs, "--shape", "x=2,2", "--shape", "y=2,2").Select(ArrowCompare.Text));
    }

    [Theory, EveryRuntime]
    public void Runs_that_stacking_saved_are_told(Runtime tf)
    {
        var graph = new GraphBuilder().Placeholder("x", DType.Float64).Node("y", "Neg", ["x"], GraphBuilder.T(DType.Float64)).Bytes;
        Assert.Equal(0, On(tf, Scaled(), "--const", "s=1").Ok().Json.GetProperty("saved_runs").GetInt32());
        Assert.Equal(999, On(tf, graph, "--verb", "map-rows").Ok().Json.GetProperty("saved_runs").GetInt32());
        Assert.Contains("999 runs saved: rows were stacked", CliRun.On(tf, "run", _bench.Graph(graph), "-i", _bench.Numbers("in.parquet"), "-o", _bench.At("out.arrow"), "--verb", "map-rows").Ok().Out, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private static byte[] Scaled() =>
        new GraphBuilder().Placeholder("x", DType.Float64, -1).Placeholder("s", DType.Float64).Node("y", "Mul", ["x", "s"], GraphBuilder.T(DType.Float64)).Bytes;

    private IReadOnlyList<object?> Run(Runtime tf, byte[] graph, string column, IArrowArray values, params string[] options)
    {
        CliRun.On(tf, ["run", _bench.Graph(graph), "-i", _bench.Table("in.arrow", (column, values)), "-o", _bench.At("out.arrow"), .. options]).Ok();
        return [.. Workbench.Column(_bench.At("out.arrow"), Workbench.Columns(_bench.At("out.arrow"))[0])];
    }

    private CliRun On(Runtime tf, byte[] graph, params string[] options) =>
        CliRun.On(tf, ["run", _bench.Graph(graph), "-i", _bench.Numbers("in.parquet"), "-o", _bench.At("out.arrow"), "--json", .. options]);
}
