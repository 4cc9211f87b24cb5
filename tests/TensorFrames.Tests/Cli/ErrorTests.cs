namespace TensorFrames.Tests.Cli;

/// <summary>Exit codes, and the JSON object of every kind of error.</summary>
public sealed class ErrorTests : IDisposable
{
    private readonly Workbench _bench = new();

    [Theory]
    [InlineData("'--input' is required", "run", "graph.pb", "--output", "o.arrow")]
    [InlineData("'--output' is required", "run", "graph.pb", "--input", "i.arrow")]
    [InlineData("'MODEL' missing", "inspect")]
    [InlineData("'--wrong'", "inspect", "graph.pb", "--wrong")]
    [InlineData("'nonsense'", "nonsense")]
    public void A_wrong_command_line_is_usage(string words, params string[] args) => CliRun.Run([.. args, "--json"]).Fails(1, "usage", words, "--help");

    [Theory]
    [InlineData("'reduce'", "--verb", "reduce")]
    [InlineData("'gzip'", "--compression", "gzip")]
    [InlineData("--batch-rows many: it must be a whole number", "--batch-rows", "many")]
    [InlineData("--parallel 99999999999: it must be a whole number", "--parallel", "99999999999")]
    [InlineData("at least 1", "--batch-rows", "0")]
    [InlineData("at least 1", "--parallel", "0")]
    [InlineData("at most 1024", "--parallel", "1000000")]
    [InlineData("at least 1", "--partitions", "0")]
    [InlineData("at least 1", "--repeat", "0")]
    [InlineData("placeholder=column", "--feed", "x")]
    [InlineData("given twice", "--feed", "x=a", "--feed", "x=b")]
    [InlineData("name=dims", "--shape", "y")]
    [InlineData("'two' is no size", "--shape", "y=two")]
    [InlineData("fill:VALUE", "--null", "zero")]
    [InlineData("given twice", "--null", "error", "--null", "fill:1")]
    [InlineData("given twice", "--null", "x=error", "--null", "x=fill:1")]
    [InlineData("lz4 or zstd", "--compression", "snappy")]
    public void A_malformed_option_is_usage(string words, params string[] options) =>
        CliRun.Run(["run", "graph.pb", "--input", "i.arrow", "--output", "o.arrow", "--json", .. options]).Fails(1, "usage", words, options[0]);

    [Theory]
    [InlineData("the name tells no format", "i.arrow", "o.txt")]
    [InlineData("CSV is read only", "i.arrow", "o.csv")]
    [InlineData("standard output", "i.arrow", "-")]
    [InlineData("only once", "-", "o.arrow", "--repeat", "2")]
    public void An_output_that_cannot_be_one_is_usage(string words, string input, string output, params string[] options) =>
        CliRun.Run(["run", "graph.pb", "--input", input, "--output", output, "--json", .. options]).Fails(1, "usage", words);

    [Theory]
    [InlineData("MODEL", "run", "", "-i", "i.arrow", "-o", "o.arrow")]
    [InlineData("--input", "run", "graph.pb", "-i", "", "-o", "o.arrow")]
    [InlineData("--output", "run", "graph.pb", "-i", "i.arrow", "-o", "")]
    [InlineData("MODEL", "inspect", "")]
    public void An_empty_path_is_usage(string name, params string[] args) => CliRun.Run([.. args, "--json"]).Fails(1, "usage", $"{name}: the path is empty");

    [Fact]
    public void Without_json_an_error_is_one_line_on_standard_error()
    {
        var run = CliRun.Run("run", "graph.pb", "--input", "i.arrow", "--output", "o.txt");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("tframes: --output o.txt: the name tells no format.", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory, EveryRuntime]
    public void A_graph_that_cannot_be_loaded_ends_with_2(Runtime tf)
    {
        Run(tf, _bench.At("missing.pb")).Fails(2, "load", "missing.pb");
        Run(tf, _bench.Graph([1, 2, 3, 4])).Fails(2, "load", "no valid GraphDef");
        Assert.Equal("y", Run(tf, _bench.Graph(CliGraphs.Unknown)).Fails(2, "load", "NoSuchOp").JsonError.GetProperty("node").GetString());
    }

    [Fact]
    public void A_libtensorflow_that_is_not_there_ends_with_2() =>
        CliRun.Run("run", "g.pb", "--input", "i.arrow", "--output", _bench.At("o.arrow"), "--json", "--libtensorflow", _bench.At("none")).Fails(2, "load", "--libtensorflow", "does not exist");

    [Fact]
    public void A_library_that_is_no_TensorFlow_ends_with_2() =>
        CliRun.Run("run", "g.pb", "--input", "i.arrow", "--output", _bench.At("o.arrow"), "--json", "--libtensorflow", Path.Combine(AppContext.BaseDirectory, "libtfn.so")).Fails(2, "load", "TF_");

    [Theory, EveryRuntime]
    public void A_plan_that_does_not_fit_ends_with_2_and_names_column_and_tensor(Runtime tf)
    {
        var graph = _bench.Graph(CliGraphs.AddThree);
        Run(tf, graph, "--fetch", "z").Fails(2, "plan", "'z'");
        Run(tf, graph, "--feed", "q=x").Fails(2, "plan", "'q'");
        Run(tf, graph, "--keep", "q").Fails(2, "plan", "'q'", "It has: x");
        Run(tf, graph, "--shape", "z=2").Fails(2, "plan", "'z'");
        Run(tf, graph, "--null", "x=fill:much").Fails(2, "plan", "much");
        var error = Run(tf, graph, "--feed", "x=q").Fails(2, "plan", "'q'").JsonError;
        Assert.Equal("q", error.GetProperty("column").GetString());
        Assert.Equal(["graph.pb", "in.parquet"], _bench.Names);
    }

    [Theory, EveryRuntime]
    public void A_table_that_cannot_be_read_ends_with_3(Runtime tf)
    {
        var graph = _bench.Graph(CliGraphs.AddThree);
        On(tf, graph, _bench.At("none.parquet")).Fails(3, "read", "none.parquet");
        File.WriteAllText(_bench.At("cut.parquet"), "PAR1");
        On(tf, graph, _bench.At("cut.parquet")).Fails(3, "read", "cut.parquet");
        On(tf, graph, _bench.At("*.arrow")).Fails(3, "read", "no files");
    }

    [Theory, EveryRuntime]
    public void A_run_that_fails_ends_with_3_and_says_what_TensorFlow_said(Runtime tf)
    {
        var error = On(tf, _bench.Graph(CliGraphs.Checked), _bench.Table("nan.parquet", ("x", Workbench.Doubles(1, double.NaN)))).Fails(3, "run", "not a number").JsonError;
        Assert.Equal(("y", 3), (error.GetProperty("node").GetString(), error.GetProperty("code").GetInt32()));
    }

    [Theory, EveryRuntime]
    public void A_null_names_the_column_and_the_first_row(Runtime tf)
    {
        var error = On(tf, _bench.Graph(CliGraphs.AddThree), _bench.Table("null.parquet", ("x", Workbench.Doubles(1, 2, null)))).Fails(3, "run", "null").JsonError;
        Assert.Equal(("x", "x", 2), (error.GetProperty("column").GetString(), error.GetProperty("tensor").GetString(), error.GetProperty("row").GetInt32()));
    }

    [Fact]
    public void An_output_that_cannot_be_written_ends_with_3()
    {
        var (graph, input) = (_bench.Graph(CliGraphs.AddThree), _bench.Numbers("in.parquet"));
        string[] To(string output) => ["run", graph, "--input", input, "--json", "--output", output];
        CliRun.Run(To(_bench.At("no/such/out.arrow"))).Fails(3, "write", "does not exist");
        CliRun.Run(To(_bench.Folder)).Fails(3, "write", "put / at its end");
        CliRun.On(new(TestRuntimes.Old), To(input + "/")).Fails(3, "write", "is a file");
    }

    public void Dispose() => _bench.Dispose();

    private CliRun Run(Runtime tf, string graph, params string[] options) => On(tf, graph, _bench.Numbers("in.parquet"), options);

    private CliRun On(Runtime tf, string graph, string input, params string[] options) =>
        CliRun.On(tf, ["run", graph, "--input", input, "--output", _bench.At("out.arrow"), "--json", .. options]);
}
