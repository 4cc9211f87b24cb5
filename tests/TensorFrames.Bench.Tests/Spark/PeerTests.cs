extern alias spark;

using System.Diagnostics;
using spark::TensorFrames.Bench.Results;
using spark::TensorFrames.Bench.Spark;
using spark::TensorFrames.Bench.Spark.Full;
using spark::TensorFrames.Bench.Spark.Peers;
using spark::TensorFrames.Bench.Spark.Workloads;
using Table = spark::TensorFrames.Bench.Spark.Workloads.Workload;

namespace TensorFrames.Bench.Tests.Spark;

/// <summary>PySpark beside ours, as far as it shows without TensorFlow for Python.</summary>
public sealed class PeerTests : IDisposable
{
    private const string Nowhere = "/nowhere/spark";

    private readonly ScratchFolder _folder = new();

    [Fact]
    public void What_a_Python_lacks_is_named()
    {
        var error = Assert.Throws<UsageException>(() => PeerPython.Find(FakePython.Lacking(_folder, "tensorflow", "pyarrow"), Nowhere).OrThrow());
        Assert.Contains("cannot import tensorflow, pyarrow. Fix: name a Python that has tensorflow, pyarrow, pandas, pyspark", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Python_that_is_not_there_is_named()
    {
        var error = Assert.Throws<UsageException>(() => PeerPython.Find("/nowhere/python", Nowhere));
        Assert.StartsWith("--python /nowhere/python cannot be started", error.Message, StringComparison.Ordinal);
    }

    [Fact(SkipUnless = nameof(HasPython), Skip = "needs python3")]
    public void The_real_Python_answers_with_names_of_what_was_asked_for() =>
        Assert.All(PeerPython.Find("python3", Nowhere).Missing, name => Assert.Contains(name, (string[])["tensorflow", "pyarrow", "pandas", "pyspark"]));

    [Fact]
    public async Task Seconds_of_a_peer_come_into_the_results()
    {
        var workload = Table.Vectors(2_000_000);
        var python = PeerPython.Find(FakePython.Taking(_folder, "1.25", sent: 7), Nowhere).OrThrow();
        using var peer = await Peer.StartAsync(python, Nowhere, _folder.File("peer"), 8192);
        var jobs = PeerJobs.Of(peer, workload, _folder.File("table"), _folder.File("graph.pb"));
        var series = await Interleaved.MeasureAsync(1, 3, [.. jobs.Select(j => j.Run)]);
        var times = jobs.Select(j => j.Subject).Zip(series).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        var figures = PeerJobs.Figures("4.3.0, local[2]", workload, jobs, times).ToArray();
        Assert.Equal(["PySpark mapInArrow + TensorFlow", "PySpark predict_batch_udf"], figures.Select(f => f.Subject));
        Assert.All(figures, f => Assert.Equal((Stages.Job, "32 floats", 2_000_000, 1.25, 0.0), (f.Stage, f.Case, f.Rows, f.Value, f.Spread)));
        Assert.Equal((1, 7), await TrafficAsync(peer, jobs[0].Run));
    }

    [Fact]
    public async Task A_peers_failure_says_why()
    {
        using var peer = await Peer.StartAsync(new PeerPython(FakePython.Failing(_folder, "no GPU"), []), Nowhere, _folder.File("peer"), 8192);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => peer.RunAsync(Peer.MapInArrow, "table", "graph", 0));
        Assert.Equal("PySpark mapInArrow: failed no GPU", error.Message);
    }

    [Fact]
    public void Without_a_Python_peers_are_not_run_and_stand_beside_what_was_measured_elsewhere()
    {
        var figures = PeerJobs.Figures("4.3.0, local[2]", Table.Doubles(1000), [], []).ToArray();
        Assert.All(figures, f => Assert.Equal((null, "not run: no --python with tensorflow, pyarrow, pandas and pyspark"), (f.Value, f.Note)));
        Assert.All(PeerJobs.Elsewhere, f => Assert.StartsWith("measured elsewhere: ", f.Note, StringComparison.Ordinal));
        Assert.Equal([2.28, 2.11], PeerJobs.Elsewhere.Where(f => f.Stage == Stages.Job && f.Subject == figures[0].Subject).Select(f => f.Value));
        Assert.Equal([4.78, 4.33], PeerJobs.Elsewhere.Where(f => f.Stage == Stages.Job && f.Subject == figures[1].Subject).Select(f => f.Value));
    }

    [Fact(SkipUnless = nameof(HasPython), Skip = "needs python3")]
    public void The_peers_script_compiles()
    {
        using var python = Process.Start(new ProcessStartInfo("python3", ["-m", "py_compile", Path.Combine(AppContext.BaseDirectory, "peer.py")])
        {
            Environment = { ["PYTHONPYCACHEPREFIX"] = _folder.File("cache") },
        })!;
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
    }

    [Theory]
    [InlineData("--report", "--python")]
    [InlineData("--pythn", "python3")]
    public async Task An_option_that_is_wrong_ends_the_command(params string[] options) => Assert.Equal(64, await SparkBench.RunAsync(options));

    public static bool HasPython => Command.IsThere("python3");

    public void Dispose() => _folder.Dispose();

    private static async Task<(int Tasks, long Sent)> TrafficAsync(Peer peer, Func<Task> job)
    {
        var counts = await JobCounts.OfAsync(peer.Events, job);
        return (counts.Spark.Tasks, counts.Spark.Sent);
    }
}
