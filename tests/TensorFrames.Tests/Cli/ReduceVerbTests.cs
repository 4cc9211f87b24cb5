using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Verbs;
using Xunit;

namespace TensorFrames.Tests.Cli;

/// <summary><c>tframes run --verb reduce-blocks</c> and <c>reduce-rows</c>: one row into any form of output.</summary>
public sealed class ReduceVerbTests : IDisposable
{
    private static readonly byte[] s_blocks = new GraphBuilder().Blocks("x", "Sum", DType.Float64).Bytes;
    private static readonly byte[] s_rows = new GraphBuilder().Rows("x", "Add", DType.Float64).Bytes;
    private readonly Workbench _bench = new();

    [Theory, EveryRuntime]
    public void The_one_row_is_written_to_any_form_of_output(Runtime tf)
    {
        foreach (var output in new[] { "out.parquet", "out.arrow", "out.arrows", "parts/" })
        {
            Assert.Equal([499_500.0], Workbench.Column(Run(tf, s_blocks, "reduce-blocks", output), "x"));
            Assert.Equal([499_500.0], Workbench.Column(Run(tf, s_rows, "reduce-rows", output), "x"));
        }
    }

    [Theory, EveryRuntime]
    public void The_rows_reduced_and_the_partial_results_are_reported(Runtime tf)
    {
        var said = On(tf, s_blocks, "reduce-blocks", "out.arrow", "--batch-rows", "128", "--json").Ok().Json;
        Assert.Equal((1000, 8), (said.GetProperty("rows").GetInt32(), said.GetProperty("batches").GetInt32()));
        Assert.Equal("""{"name":"x","tensor":"x_input","direction":"in","borrowed_bytes":8000,"copied_bytes":64,"reason":"partials"}""", said.GetProperty("columns")[0].GetRawText());
        Assert.Contains("1,000 rows in 1 batch", On(tf, s_rows, "reduce-rows", "out.arrow").Ok().Out, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void Feed_names_the_column_of_a_placeholder(Runtime tf)
    {
        var table = _bench.Table("prices.parquet", ("price", Workbench.Count(4)));
        CliRun.On(tf, "run", _bench.Graph(s_blocks), "-i", table, "-o", _bench.At("out.arrow"), "--verb", "reduce-blocks", "--feed", "x_input=price").Ok();
        Assert.Equal([6.0], Workbench.Column(_bench.At("out.arrow"), "x"));
    }

    [Theory, EveryRuntime]
    public void What_does_not_fit_is_an_error_and_nothing_is_written(Runtime tf)
    {
        On(tf, s_blocks, "reduce-blocks", "out.arrow", "--keep", "x", "--json").Fails(1, "usage", "--keep");
        On(tf, s_rows, "reduce-blocks", "out.arrow", "--json").Fails(2, "plan", "x_input");
        CliRun.On(tf, "run", _bench.Graph(s_blocks), "-i", _bench.Table("none.parquet", ("x", Workbench.Count(0))), "-o", _bench.At("out.arrow"), "--verb", "reduce-blocks", "--json").Fails(3, "read", "no rows");
        Assert.DoesNotContain("out.arrow", _bench.Names);
    }

    public void Dispose() => _bench.Dispose();

    private string Run(Runtime tf, byte[] graph, string verb, string output)
    {
        On(tf, graph, verb, output).Ok();
        return _bench.At(output);
    }

    private CliRun On(Runtime tf, byte[] graph, string verb, string output, params string[] options) =>
        CliRun.On(tf, ["run", _bench.Graph(graph), "-i", _bench.Numbers("in.parquet"), "-o", _bench.At(output), "--verb", verb, .. options]);
}
