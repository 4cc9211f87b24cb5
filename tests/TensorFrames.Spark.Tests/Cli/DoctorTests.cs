using TensorFrames.Spark.Tests.Failures;
using TensorFrames.Tests;
using TensorFrames.Tests.Cli;

namespace TensorFrames.Spark.Tests.Cli;

/// <summary><c>tframes doctor --spark</c>.</summary>
[Collection(SparkRows.Spark43Local)]
public sealed class DoctorTests
{
    [Fact]
    public async Task A_cluster_that_can_run_graphs_passes_every_check()
    {
        var said = (await Doctor()).Ok().Out.TrimEnd().Split('\n');
        Assert.Equal(["driver", "server", "worker", "libtensorflow", "borrowed"], said.Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.All(said, line => Assert.StartsWith("PASS  ", line, StringComparison.Ordinal));
        Assert.EndsWith("Spark 4.3.0, one of those tested", said[1], StringComparison.Ordinal);
        Assert.Matches(@"\S+ on \S+, pid \d+, glibc \d\.\d+, \d+ cores$", said[2]);
        Assert.EndsWith("100 % of the 101,632 bytes that 397 digits fed", said[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_libtensorflow_that_executors_do_not_have_fails_with_the_fix()
    {
        var run = await Doctor("--executor-libtensorflow", "/no/such/library", "--json");
        Assert.Equal((2, false), (run.ExitCode, run.Json.GetProperty("passed").GetBoolean()));
        var checks = run.Json.GetProperty("checks").EnumerateArray().ToArray();
        Assert.Equal([true, true, true, false, false], checks.Select(c => c.GetProperty("passed").GetBoolean()));
        var message = checks[3].GetProperty("message").GetString()!;
        Assert.All(["/no/such/library", "Fix:"], words => Assert.Contains(words, message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public async Task A_worker_that_is_not_installed_fails_with_the_path()
    {
        var run = await Doctor("--installed-worker", "/no/such/tensorframes-worker");
        Assert.Equal(2, run.ExitCode);
        Assert.Matches("FAIL  worker .*/no/such/tensorframes-worker.* Fix: ", run.Out);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_fails_with_its_path()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["cache"], "no folder");
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["XDG_CACHE_HOME"] = folder["cache"] };
        var run = await CliChild.Start(
            folder[""], variables, "doctor", "--spark", await SparkRows.Main.UrlAsync(), "--ship-libtensorflow", "--libtensorflow", TestRuntimes.LibraryPath(TestRuntimes.Old)).End();
        Assert.Equal(2, run.ExitCode);
        Assert.Matches($"FAIL  worker .*{folder["cache"]}.* Fix: ", run.Out);
    }

    private static async Task<CliRun> Doctor(params string[] options)
    {
        string[] command = ["doctor", "--spark", await SparkRows.Main.UrlAsync(), .. options];
        return await Task.Run(() => CliRun.Run(command), TestContext.Current.CancellationToken);
    }
}
