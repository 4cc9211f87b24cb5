using System.Text.Json;
using TensorFrames.Files;
using TensorFrames.Tests;
using TensorFrames.Tests.Cli;
using TensorFrames.Tests.Verbs;

namespace TensorFrames.Spark.Tests.Cli;

/// <summary><c>tframes run --spark</c>: every kind of input and output.</summary>
[Collection(SparkRows.Spark43Local)]
public sealed class RunTests : IDisposable
{
    private readonly Workbench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Demo(string name) => Path.Combine(Checkout.Root, "src", "TensorFrames.Cli", "Demo", name);

    private static string Digits => Demo("digits.pb");

    [Theory]
    [InlineData("arrows")]
    [InlineData("arrow")]
    public async Task A_local_table_comes_back_as_the_local_engine_maps_it_with_Sparks_types(string format)
    {
        _ = FrameFiles.Open(Demo("digits.parquet")).Write(_bench.At($"in.{format}"), cancellationToken: Token);
        var run = await OnSpark(Digits, "-i", _bench.At($"in.{format}"), "-o", _bench.At($"out.{format}"));
        Assert.Equal(397, run.Ok().Json.GetProperty("rows").GetInt64());
        using var graph = Graph.Load(Digits);
        var local = FrameFiles.Open(Demo("digits.parquet")).MapBlocks(graph, new MapOptions { SparkTypes = true });
        ArrowCompare.Equal(local.ToBatches(cancellationToken: Token), FrameFiles.Open(_bench.At($"out.{format}")).ToBatches(cancellationToken: Token), rtol: 1e-5, atol: 1e-7);
    }

    [Fact]
    public async Task Files_that_Spark_reads_become_files_that_Spark_writes_once_or_over()
    {
        string[] job = ["-i", Demo("digits.parquet"), "-o", _bench.At("out.parquet"), "--fetch", "predicted", "--keep", "label", "--compression", "zstd"];
        _ = (await OnSpark(Digits, job)).Ok();
        Assert.Equal(["predicted", "label"], Workbench.Columns(_bench.At("out.parquet")));
        Assert.Equal(397, Workbench.Column(_bench.At("out.parquet"), "predicted").Count);
        var error = (await OnSpark(Digits, job)).Fails(3, "run", "already exists").JsonError;
        Assert.Equal(("PATH_ALREADY_EXISTS", "42K04"), (error.GetProperty("error_class").GetString(), error.GetProperty("sql_state").GetString()));
        var again = (await OnSpark(Digits, [.. job, "--output-mode", "overwrite", "--repeat", "2"])).Ok().Json;
        Assert.Equal(2, again.GetProperty("seconds").GetArrayLength());
        Assert.Equal(397, Workbench.Column(_bench.At("out.parquet"), "predicted").Count);
    }

    [Fact]
    public async Task Text_formats_go_by_extension_or_option()
    {
        File.WriteAllText(_bench.At("in.csv"), "x;name\n1.5;a\n2.5;b\n");
        var graph = _bench.Graph(CliGraphs.TwoOutputs);
        _ = (await OnSpark(graph, "-i", _bench.At("in.csv"), "--input-option", "sep=;", "-o", _bench.At("lines"), "--output-format", "json", "--fetch", "z")).Ok();
        _ = (await OnSpark(graph, "-i", _bench.At("lines"), "--input-format", "json", "-o", _bench.At("out.arrow"), "--fetch", "y")).Ok();
        Assert.Equal([4.5, 5.5], Workbench.Column(_bench.At("out.arrow"), "y"));
    }

    [Fact]
    public async Task What_Spark_writes_takes_any_codec_of_its_format()
    {
        var graph = _bench.Graph(CliGraphs.TwoOutputs);
        _ = (await OnSpark(graph, "-i", _bench.Numbers("in.arrows", 10), "-o", _bench.At("out.csv"), "--fetch", "y", "--compression", "gzip")).Ok();
        Assert.All(Directory.GetFiles(_bench.At("out.csv"), "part-*"), file => Assert.EndsWith(".csv.gz", file, StringComparison.Ordinal));
        _ = (await OnSpark(graph, "-i", _bench.At("out.csv"), "-o", _bench.At("back.arrow"), "--fetch", "z", "--keep", "y")).Ok();
        Assert.Equal(Enumerable.Range(3, 10).Select(i => (object)(double)i), Workbench.Column(_bench.At("back.arrow"), "y").Order());
    }

    [Fact]
    public async Task A_stream_goes_in_and_a_stream_comes_out()
    {
        var input = await File.ReadAllBytesAsync(_bench.Numbers("in.arrows"), Token);
        var result = await CliChild.Start(_bench.Folder, "run", _bench.Graph(CliGraphs.AddThree), "-i", "-", "-o", "-", "--spark", await SparkRows.Main.UrlAsync()).End(input);
        Assert.True(result.ExitCode == 0, result.Error);
        await File.WriteAllBytesAsync(_bench.At("back.arrows"), result.Bytes, Token);
        Assert.Equal(Enumerable.Range(3, 1000).Select(i => (object)(double)i), Workbench.Column(_bench.At("back.arrows"), "y"));
        Assert.Contains("wrote standard output", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_is_made_and_run_over_with_a_report()
    {
        var table = "cli_" + Guid.NewGuid().ToString("N");
        _ = (await OnSpark(Digits, "-i", Demo("digits.parquet"), "-o", "table:" + table, "--fetch", "probabilities")).Ok();
        var json = (await OnSpark(Digits, "-i", "table:" + table, "-o", "noop:", "--fetch", "predicted", "--keep", "", "--repeat", "2", "--partitions", "2", "--batch-rows", "100", "--report")).Ok().Json;
        Assert.Equal((397, 2, "noop:"), (json.GetProperty("rows").GetInt64(), json.GetProperty("seconds").GetArrayLength(), json.GetProperty("output").GetString()));
        Assert.Equal("""{"name":"pixels","tensor":"pixels","direction":"in","borrowed_bytes":101632,"copied_bytes":0,"reason":null}""", json.GetProperty("columns")[0].GetRawText());
        Assert.Equal(3176, json.GetProperty("columns")[1].GetProperty("borrowed_bytes").GetInt64());
        var spark = json.GetProperty("spark");
        Assert.Equal(("4.3.0", 2), (spark.GetProperty("version").GetString(), spark.GetProperty("tasks").GetArrayLength()));
        Assert.Equal(4, json.GetProperty("batches").GetInt64());
        await using var session = await SparkRows.Main.ConnectAsync();
        _ = await session.SqlAsync("DROP TABLE " + table, Token);
    }

    [Theory]
    [InlineData("reduce-blocks", "_input")]
    [InlineData("reduce-rows", "_1", "_2")]
    public async Task All_rows_are_reduced_to_one_that_is_written_here_or_by_Spark(string verb, params string[] suffixes)
    {
        var graph = _bench.Graph((suffixes.Length == 1 ? ReduceGraphs.SumOfBlocks : ReduceGraphs.SumOfRows).Bytes);
        string[] job = ["-i", _bench.Numbers("in.arrows", 1000), "--verb", verb, "--partitions", "3"];
        var here = (await OnSpark(graph, [.. job, "-o", _bench.At("sum.arrow"), "--report"])).Ok().Json;
        Assert.Equal([999.0 * 500], Workbench.Column(_bench.At("sum.arrow"), "x"));
        Assert.Equal((1000, 3), (here.GetProperty("rows").GetInt64(), here.GetProperty("spark").GetProperty("tasks").GetArrayLength()));
        Assert.Equal([.. suffixes.Select(s => "x" + s), "x"], here.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("tensor").GetString()));
        _ = (await OnSpark(graph, [.. job, "-o", _bench.At("sum.parquet")])).Ok();
        Assert.Equal([999.0 * 500], Workbench.Column(_bench.At("sum.parquet"), "x"));
        _ = (await OnSpark(graph, [.. job, "-o", "noop:", "--repeat", "2"])).Ok();
        _ = (await OnSpark(graph, "-i", _bench.Numbers("none.arrows", 0), "-o", "noop:", "--verb", verb)).Fails(3, "read", "no rows to reduce");
    }

    [Theory]
    [InlineData("out.arrow", 2L)]
    [InlineData("out.parquet", null)]
    public async Task The_rows_of_each_key_are_reduced_to_one_as_here(string output, long? rows)
    {
        File.WriteAllText(_bench.At("in.csv"), "key,x\na,1.5\nb,2.0\na,3.0\n");
        var run = await OnSpark(_bench.Graph(ReduceGraphs.SumOfBlocks.Bytes), "-i", _bench.At("in.csv"), "-o", _bench.At(output), "--verb", "aggregate", "--key", "key", "--memory-limit", "64M", "--report");
        var counted = run.Ok().Json.GetProperty("rows");
        Assert.Equal(rows, counted.ValueKind == JsonValueKind.Null ? (long?)null : counted.GetInt64());
        Assert.Equal(["key", "x"], Workbench.Columns(_bench.At(output)));
        Assert.Equal([2.0, 4.5], Workbench.Column(_bench.At(output), "x").Order());
    }

    [Fact]
    public async Task Rows_are_run_one_by_one()
    {
        var job = await OnSpark(_bench.Graph(ReduceGraphs.SumOfRows.Bytes), "-i", _bench.Numbers("in.arrows", 5), "-o", _bench.At("out.arrow"), "--verb", "map-rows", "--feed", "x_1=x", "--feed", "x_2=x", "--keep", "");
        Assert.Equal(5, job.Ok().Json.GetProperty("rows").GetInt64());
        Assert.Equal([0.0, 2.0, 4.0, 6.0, 8.0], Workbench.Column(_bench.At("out.arrow"), "x"));
    }

    [Fact]
    public async Task Without_a_report_what_only_executors_know_is_null()
    {
        var json = (await OnSpark(Digits, "-i", Demo("digits.parquet"), "-o", "noop:", "--fetch", "predicted")).Ok().Json;
        var spark = json.GetProperty("spark");
        Assert.Equal((null, null), (json.GetProperty("rows").GetString(), spark.GetProperty("tasks").GetString()));
        Assert.Equal((8_192, "as executors find it"), (spark.GetProperty("batch_rows").GetInt32(), spark.GetProperty("libtensorflow").GetString()));
        Assert.Matches("^[.]/tfn-[0-9a-f]{16}/tensorframes-worker$", spark.GetProperty("worker").GetString());
        Assert.Equal("""{"name":"pixels","tensor":"pixels","direction":"in","borrowed_bytes":null,"copied_bytes":null,"reason":null}""", json.GetProperty("columns")[0].GetRawText());
    }

    [Fact]
    public async Task What_fails_ends_with_the_exit_codes_of_local_runs()
    {
        var error = (await OnSpark(Digits, "-i", "table:no_such", "-o", "noop:")).Fails(2, "plan", "no_such").JsonError;
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", error.GetProperty("error_class").GetString());
        Assert.Equal("label", (await OnSpark(Digits, "-i", Demo("digits.parquet"), "-o", "noop:", "--feed", "pixels=label")).Fails(2, "plan", "cannot feed placeholder 'pixels'").JsonError.GetProperty("column").GetString());
        _ = (await OnSpark(_bench.Graph(CliGraphs.Checked), "-i", _bench.Table("nan.arrow", ("x", Workbench.Doubles(1, double.NaN))), "-o", _bench.At("out.arrow"))).Fails(3, "run", "not a number");
        _ = (await OnSpark(Digits, "-i", Demo("digits.parquet"), "-o", "noop:", "--spark-conf", "spark.executor.memory=1g")).Fails(2, "plan", "spark.executor.memory");
        Assert.False(File.Exists(_bench.At("out.arrow")));
    }

    [Fact]
    public async Task Interrupting_it_stops_the_job_on_the_server()
    {
        await using var session = await SparkRows.Main.ConnectAsync();
        // Long work and few bytes: Spark fails a job whose results come to a gigabyte.
        const string Slowly = "CAST(id AS DOUBLE) + coalesce(length(java_method('java.lang.Thread', 'sleep', 20L)), 0)";
        _ = await session.SqlAsync($"CREATE OR REPLACE VIEW endless AS SELECT {Slowly} AS x FROM range(0, 200000, 1, 20000)", Token);
        var child = CliChild.Start(_bench.Folder, "run", _bench.Graph(CliGraphs.AddThree), "-i", "table:endless", "-o", _bench.At("out.arrow"), "--spark", await SparkRows.Main.UrlAsync());
        var said = "";
        while (await child.StandardError.ReadLineAsync(Token) is { } line && !line.StartsWith("run: ", StringComparison.Ordinal))
        {
            said += line + "\n";
        }

        await child.SignalAsync("INT");

        var ended = await child.End();
        Assert.True(ended.ExitCode == 130, said + ended.Error);
        Assert.Contains("Interrupted; nothing half-written is left.", ended.Error, StringComparison.Ordinal);
        Assert.Equal(["graph.pb"], _bench.Names);
        // Its tasks held both cores.
        Assert.Equal(10, await session.Range(10).CountAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token));
        _ = await session.SqlAsync("DROP VIEW endless", Token);
    }

    public void Dispose() => _bench.Dispose();

    private static async Task<CliRun> OnSpark(string graph, params string[] options)
    {
        string[] command = ["run", graph, "--json", "--spark", await SparkRows.Main.UrlAsync(), .. options];
        return await Task.Run(() => CliRun.Run(command), Token);
    }
}
