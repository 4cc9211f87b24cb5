using Apache.Arrow;
using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Verbs;
using Xunit;

namespace TensorFrames.Tests.Cli;

/// <summary><c>tframes run --verb aggregate</c>: a row a key into any form of output, and what it took.</summary>
public sealed class AggregateVerbTests : IDisposable
{
    private static readonly byte[] s_sum = new GraphBuilder().Blocks("x", "Sum", DType.Float64).Bytes;
    private readonly Workbench _bench = new();

    [Theory, EveryRuntime]
    public void A_row_a_key_is_written_to_any_form_of_output(Runtime tf)
    {
        foreach (var output in new[] { "out.parquet", "out.arrow", "out.arrows", "parts/" })
        {
            On(tf, output, "--key", "k").Ok();
            Assert.Equal([(0m, 45.0), (1m, 145.0)], Workbench.Column(_bench.At(output), "k").Cast<decimal>().Zip(Workbench.Column(_bench.At(output), "x").Cast<double>()).Order());
        }
    }

    [Theory, EveryRuntime]
    public void Groups_runs_and_spilled_bytes_are_reported(Runtime tf)
    {
        var said = On(tf, "out.arrow", "--key", "k", "--key", "j", "--memory-limit", "1K", "--batch-rows", "4", "--json").Ok().Json;
        var counts = said.GetProperty("aggregate");
        Assert.Equal((6, 20, 6), (said.GetProperty("rows").GetInt32(), counts.GetProperty("rows").GetInt32(), counts.GetProperty("groups").GetInt32()));
        Assert.True(counts.GetProperty("runs").GetInt32() > 0 && counts.GetProperty("compactions").GetInt32() > 0 && counts.GetProperty("spilled_bytes").GetInt64() > 0 && counts.GetProperty("peak_bytes").GetInt64() > 0);
        Assert.Contains("20 rows grouped, ", On(tf, "out.arrow", "--key", "k").Ok().Out, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void What_does_not_fit_is_an_error_and_nothing_is_written(Runtime tf)
    {
        On(tf, "out.arrow", "--json").Fails(1, "usage", "--key COLUMN");
        On(tf, "out.arrow", "--key", "k", "--keep", "k", "--json").Fails(1, "usage", "--keep");
        On(tf, "out.arrow", "--key", "k", "--memory-limit", "lots", "--json").Fails(1, "usage", "512M or 4G");
        On(tf, "out.arrow", "--key", "q", "--json").Fails(2, "plan", "no column 'q'");
        CliRun.On(tf, "run", _bench.Graph(s_sum), "-i", Input(), "-o", _bench.At("out.arrow"), "--verb", "reduce-blocks", "--key", "k", "--json").Fails(1, "usage", "--verb aggregate");
        Assert.DoesNotContain("out.arrow", _bench.Names);
    }

    public void Dispose() => _bench.Dispose();

    private CliRun On(Runtime tf, string output, params string[] options) =>
        CliRun.On(tf, ["run", _bench.Graph(s_sum), "-i", Input(), "-o", _bench.At(output), "--verb", "aggregate", .. options]);

    private string Input() => _bench.Table(
        "in.parquet", ("k", ReduceGraphs.Ints([.. Enumerable.Range(0, 20).Select(i => i / 10)])), ("j", ReduceGraphs.Ints([.. Enumerable.Range(0, 20).Select(i => i % 3)])), ("x", Workbench.Count(20)));
}
