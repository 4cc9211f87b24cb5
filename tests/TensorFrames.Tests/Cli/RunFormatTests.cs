using TensorFrames.Files;
using TensorFrames.Ipc;

namespace TensorFrames.Tests.Cli;

/// <summary>What <c>tframes run</c> reads and writes.</summary>
public sealed class RunFormatTests : IDisposable
{
    private readonly Workbench _bench = new();

    [Theory]
    [InlineData("in.parquet", IpcCompression.None)]
    [InlineData("in.arrow", IpcCompression.None)]
    [InlineData("in.arrow", IpcCompression.Lz4)]
    [InlineData("in.arrow", IpcCompression.Zstd)]
    [InlineData("in.arrows", IpcCompression.None)]
    [InlineData("in.arrows", IpcCompression.Lz4)]
    [InlineData("in.arrows", IpcCompression.Zstd)]
    public void Every_format_is_read(string name, IpcCompression compression) =>
        Scores(_bench.Numbers(name, 100, options: new TableFileOptions { ArrowCompression = compression }), "out.arrow", 100);

    [Fact]
    public void Csv_is_read()
    {
        File.WriteAllText(_bench.At("in.csv"), "x\n0.0\n1.5\n");
        Assert.Equal([3.0, 4.5], Workbench.Column(Scores(_bench.At("in.csv"), "out.arrow", 2), "y"));
    }

    [Theory]
    [InlineData("parts")]
    [InlineData("parts/")]
    [InlineData("parts/*.parquet")]
    public void A_folder_and_a_glob_are_read_in_order(string input)
    {
        _bench.Numbers("parts/b.parquet", 5, first: 5);
        _bench.Numbers("parts/a.parquet", 5);
        Assert.Equal(Enumerable.Range(3, 10).Select(i => (object)(double)i), Workbench.Column(Scores(_bench.At(input), "out.parquet", 10), "y"));
    }

    [Theory]
    [InlineData("out.parquet")]
    [InlineData("out.arrow")]
    [InlineData("out.arrows")]
    [InlineData("out.parquet", "none")]
    [InlineData("out.parquet", "snappy")]
    [InlineData("out.parquet", "zstd")]
    [InlineData("out.arrow", "lz4")]
    [InlineData("out.arrows", "zstd")]
    public void Every_format_is_written(string name, string? compression = null)
    {
        string[] options = compression is null ? [] : ["--compression", compression];
        Assert.Equal(Enumerable.Range(3, 10_000).Select(i => (object)(double)i), Workbench.Column(Scores(_bench.Numbers("in.arrow", 10_000), name, 10_000, options), "y"));
    }

    [Theory]
    [InlineData("out.arrow", "zstd")]
    [InlineData("out.parquet", "zstd")]
    public void Compression_makes_the_output_smaller(string name, string codec)
    {
        long Size(string compression) => new FileInfo(Scores(_bench.Numbers("in.arrow", 10_000), name, 10_000, "--compression", compression)).Length;
        Assert.InRange(Size(codec), 1, Size("none") - 10_000);
    }

    [Fact]
    public void An_output_that_ends_in_a_slash_gets_a_part_for_each_partition()
    {
        _bench.Numbers("parts/a.parquet", 5);
        _bench.Numbers("parts/b.parquet", 7, first: 5);
        var output = Scores(_bench.At("parts"), "scored/", 12);
        Assert.Equal(["part-00000.parquet", "part-00001.parquet"], Directory.EnumerateFiles(output).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(3, 5).Select(i => (object)(double)i), Workbench.Column(output + "part-00000.parquet", "y"));
        Assert.Equal(12, Workbench.Column(output, "y").Count);
    }

    [Fact]
    public void Partitions_cuts_one_file_into_parts_between_its_row_groups()
    {
        Scores(_bench.Numbers("in.arrow", 1000), "groups.parquet", 1000, "--batch-rows", "256");
        var output = Score(_bench.At("groups.parquet"), "scored/", "--partitions", "2", "--feed", "x=x", "--keep", "x").Ok();
        Assert.Equal(2, Directory.GetFiles(_bench.At("scored/")).Length);
        Assert.Equal(4, output.Json.GetProperty("batches").GetInt32());
    }

    [Fact]
    public void An_existing_folder_of_parts_is_replaced_as_a_whole()
    {
        _bench.Numbers("parts/a.parquet", 5);
        _bench.Numbers("parts/b.parquet", 5);
        Scores(_bench.At("parts"), "scored/", 10);
        Assert.Single(Directory.GetFiles(Scores(_bench.At("parts/a.parquet"), "scored/", 5)));
        Assert.Equal(["graph.pb", "parts", "scored"], _bench.Names);
    }

    [Fact]
    public void A_table_may_be_scored_into_its_own_place() =>
        Assert.Equal(["y", "x"], Workbench.Columns(Scores(_bench.Numbers("in.parquet", 5), "in.parquet", 5)));

    [Fact]
    public void An_existing_output_is_replaced_after_success_only()
    {
        File.WriteAllText(_bench.At("out.arrow"), "old");
        Score(_bench.Table("bad.parquet", ("x", Workbench.Doubles(1, double.NaN))), "out.arrow", CliGraphs.Checked).Fails(3, "run");
        Assert.Equal("old", File.ReadAllText(_bench.At("out.arrow")));
        Scores(_bench.Numbers("in.parquet", 4), "out.arrow", 4);
        Assert.Equal(["bad.parquet", "graph.pb", "in.parquet", "out.arrow"], _bench.Names);
    }

    [Theory]
    [InlineData("out.arrow")]
    [InlineData("out.parquet")]
    [InlineData("out/")]
    public void A_failed_run_leaves_nothing(string output)
    {
        var last = Enumerable.Repeat<double?>(1, 999).Append(double.NaN).ToArray();
        Score(_bench.Table("bad.parquet", ("x", Workbench.Doubles(last))), output, CliGraphs.Checked, "--batch-rows", "64").Fails(3, "run", "not a number");
        Assert.Equal(["bad.parquet", "graph.pb"], _bench.Names);
    }

    public void Dispose() => _bench.Dispose();

    private string Scores(string input, string output, int rows, params string[] options)
    {
        Assert.Equal(rows, Score(input, output, options).Ok().Json.GetProperty("rows").GetInt32());
        return _bench.At(output);
    }

    private CliRun Score(string input, string output, params string[] options) => Score(input, output, CliGraphs.AddThree, options);

    private CliRun Score(string input, string output, byte[] graph, params string[] options) =>
        CliRun.On(new(TestRuntimes.Old), ["run", _bench.Graph(graph), "--input", input, "--output", _bench.At(output), "--json", .. options]);
}
