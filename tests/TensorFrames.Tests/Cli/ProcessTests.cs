using System.Diagnostics;
using System.Text.RegularExpressions;
using Apache.Arrow;
using TensorFrames.Ipc;

namespace TensorFrames.Tests.Cli;

/// <summary>What only a process of its own can show: streams, signals, and what else comes out of TensorFlow.</summary>
public sealed partial class ProcessTests : IDisposable
{
    private readonly Workbench _bench = new();

    [Theory, EveryRuntime]
    public async Task A_stream_goes_in_and_a_stream_comes_out(Runtime tf)
    {
        var input = await File.ReadAllBytesAsync(_bench.Numbers("in.arrows", 1000), TestContext.Current.CancellationToken);
        var result = await CliChild.Start(_bench.Folder, Run(tf, "-", "-")).End(input);
        Assert.True(result.ExitCode == 0, result.Error);
        await File.WriteAllBytesAsync(_bench.At("back.arrows"), result.Bytes, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(3, 1000).Select(i => (object)(double)i), Workbench.Column(_bench.At("back.arrows"), "y"));
        Assert.StartsWith("1,000 rows in 1 batch", result.Error.WithoutProgress(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_is_cut_short_ends_with_3_and_leaves_nothing()
    {
        var input = await File.ReadAllBytesAsync(_bench.Numbers("in.arrows", 1000), TestContext.Current.CancellationToken);
        var result = await CliChild.Start(_bench.Folder, Run(Old, "-", "out.arrow")).End(input[..5000]);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("standard input", result.Error, StringComparison.Ordinal);
        Assert.Equal(["graph.pb", "in.arrows"], _bench.Names);
    }

    [Fact]
    public async Task A_reader_of_standard_output_that_goes_away_ends_it_with_3()
    {
        using var child = CliChild.Start(_bench.Folder, Run(Old, _bench.Numbers("in.arrows", 500_000), "-"));
        child.StandardOutput.Close();
        var said = await child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, child.ExitCode);
        Assert.Contains("standard output", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in.arrows")]
    [InlineData("*.arrows")]
    public async Task A_named_pipe_is_refused_with_the_way_to_read_it(string input)
    {
        using (var made = System.Diagnostics.Process.Start("mkfifo", [_bench.At("in.arrows")]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var child = CliChild.Start(_bench.Folder, Run(Old, input, "out.arrow"));
        await using (new FileStream(_bench.At("in.arrows"), FileMode.Open, FileAccess.Write))
        {
            var result = await child.End();
            Assert.Equal(3, result.ExitCode);
            Assert.Contains("Fix: an Arrow stream on standard input (-)", result.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_it_cleanly_while_it_waits_for_input(string signal, int code)
    {
        using var child = CliChild.Start(_bench.Folder, [.. Run(Old, "-", "out.arrow"), "--batch-rows", "64"]);
        await Written(child.StandardInput.BaseStream, batches: 50);
        await Until(() => _bench.Names.Any(n => n.EndsWith(".tmp", StringComparison.Ordinal)));
        await child.SignalAsync(signal);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(code, child.ExitCode);
        Assert.Equal("tframes: Interrupted; nothing half-written is left.\n", (await child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).WithoutProgress());
        Assert.Equal(["graph.pb"], _bench.Names);
    }

    [Theory]
    [InlineData("out.parquet")]
    [InlineData("out/")]
    public async Task A_signal_ends_it_cleanly_in_the_middle_of_the_work(string output)
    {
        File.WriteAllText(_bench.At("kept.parquet"), "old");
        var input = _bench.Numbers("in.arrow", 2_000_000);
        using var child = CliChild.Start(_bench.Folder, [.. Run(Old, input, output), "--batch-rows", "64", "--repeat", "1000", "--json"]);
        await Until(() => _bench.Names.Any(n => n.EndsWith(".tmp", StringComparison.Ordinal)));
        await child.SignalAsync("INT");
        var said = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, child.ExitCode);
        Assert.Contains("\"stage\":\"interrupted\"", said, StringComparison.Ordinal);
        Assert.DoesNotContain(_bench.Names, n => n.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Progress_is_plain_lines_where_there_is_no_terminal()
    {
        var child = CliChild.Start(_bench.Folder, [.. Run(Old, "-", "out.arrow"), "--parallel", "1"]);
        await Written(child.StandardInput.BaseStream, batches: 3, pause: TimeSpan.FromSeconds(2.1));
        var result = await child.End();
        Assert.Matches(@"\Arun: \d+ rows\n", result.Error);
        Assert.DoesNotContain("\e", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_fetches_a_missing_library_and_says_how_to_fix_it_where_it_cannot()
    {
        _bench.FakeNpm();
        string[] run = ["run", _bench.Graph(CliGraphs.AddThree), "--input", _bench.Numbers("in.arrow"), "--output", "out.arrow"];
        var result = await CliChild.Start(_bench.Folder, _bench.Nothing(npm: true), run).End();
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no network", result.Error, StringComparison.Ordinal);
        Assert.Contains("Fix, any one of these:", result.Error, StringComparison.Ordinal);
        Assert.Contains("called", _bench.Names);
        Assert.DoesNotContain("out.arrow", _bench.Names);
    }

    [Theory, EveryRuntime]
    public async Task Not_a_line_of_TensorFlows_log_comes_through(Runtime tf)
    {
        Assert.Equal("", (await CliChild.Start(_bench.Folder, "demo", "--libtensorflow", tf.LibraryPath).End()).Error.WithoutProgress());
        Assert.Equal("", (await CliChild.Start(_bench.Folder, "doctor", "--libtensorflow", tf.LibraryPath).End()).Error);
        var run = await CliChild.Start(_bench.Folder, [.. Run(tf, _bench.Numbers("in.arrow"), "out.arrow"), "--json"]).End();
        Assert.Equal("", run.Error.WithoutProgress());
        Assert.Single(run.Out.TrimEnd().Split('\n'));
        Assert.DoesNotMatch(LogLine(), run.Out);
    }

    [Theory, EveryRuntime]
    public async Task TensorFlows_log_comes_where_it_is_asked_for(Runtime tf)
    {
        var run = await CliChild.Start(_bench.Folder, [.. Run(tf, _bench.Numbers("in.arrow"), "out.arrow"), "--json", "--tensorflow-log"]).End();
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(LogLine(), run.Error);
        Assert.DoesNotMatch(LogLine(), run.Out);
    }

    [Theory, EveryRuntime]
    public async Task A_muted_log_does_not_swallow_an_error(Runtime tf)
    {
        var table = _bench.Table("nan.arrow", ("x", Workbench.Doubles(1, double.NaN)));
        var run = await CliChild.Start(_bench.Folder, Run(tf, CliGraphs.Checked, table, "out.arrow")).End();
        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("tframes: TensorFlow could not run the graph", run.Error.WithoutProgress(), StringComparison.Ordinal);
        Assert.Contains("not a number", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standard_output_that_is_full_is_said_and_ends_with_3()
    {
        var start = new ProcessStartInfo("bash", ["-c", $"'{CliChild.DotNet}' '{CliChild.Tool}' nonsense --json > /dev/full"]) { UseShellExecute = false, RedirectStandardError = true };
        using var shell = Process.Start(start)!;
        var said = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, shell.ExitCode);
        Assert.StartsWith("tframes: Standard output cannot be written: ", said, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private static Runtime Old => new(TestRuntimes.Old);

    private string[] Run(Runtime tf, string input, string output) => Run(tf, CliGraphs.AddThree, input, output);

    private string[] Run(Runtime tf, byte[] graph, string input, string output) =>
        ["run", _bench.Graph(graph), "--input", input, "--output", output, "--libtensorflow", tf.LibraryPath];

    /// <summary>Writes batches of 64 rows and no end to a stream that stays open.</summary>
    private static async Task Written(Stream stream, int batches, TimeSpan pause = default)
    {
        var schema = new Schema([new Field("x", Apache.Arrow.Types.DoubleType.Default, nullable: false)], null);
        var writer = new IpcStreamWriter(stream, schema, leaveOpen: true);
        for (var i = 0; i < batches; i++)
        {
            using var batch = new RecordBatch(schema, [Workbench.Count(64)], 64);
            writer.Write(batch);
            await stream.FlushAsync(TestContext.Current.CancellationToken);
            await Task.Delay(pause, TestContext.Current.CancellationToken);
        }

        if (pause != default)
        {
            writer.Complete();
        }
    }

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 1200, "waited 60 seconds in vain");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    // "I tensorflow/…" of 1.x, "I0000 00:00:…" and the banner of 2.x.
    [GeneratedRegex(@"tensorflow/core|cpu_feature_guard|oneDNN|^[IWEF]\d{4} ", RegexOptions.Multiline, 1000)]
    private static partial Regex LogLine();
}
