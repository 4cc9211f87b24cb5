using System.Globalization;
using TensorFrames.Cli.Demo;
using TensorFrames.Cli.Doctor;
using TensorFrames.Cli.Progress;
using TensorFrames.Files;
using TensorFrames.Spark;

namespace TensorFrames.Cli.Spark;

/// <summary>The checks of <c>doctor --spark</c>, each built on the ones before it.</summary>
internal sealed class SparkDoctor(SparkTarget target, DoctorFacts driver, ProgressDisplay display)
{
    private const string Driver = "driver";
    private const string Server = "server";
    private const string Worker = "worker";
    private const string Library = "libtensorflow";
    private const string Borrowed = "borrowed";

    internal async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellationToken)
    {
        SparkSession session;
        try
        {
            session = await target.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TensorFramesException error)
        {
            const string because = "the server was not reached";
            return
            [
                OfDriver(), Check.Fail(Server, error, "start Spark's Connect server (sbin/start-connect-server.sh), and look at host, port and token."),
                Check.NotAsked(Worker, because), Check.NotAsked(Library, because), Check.NotAsked(Borrowed, because),
            ];
        }

        await using var stopping = session.ConfigureAwait(false);
        return [OfDriver(), Check.Pass(Server, $"Spark {session.Version}, {TestedVersions.Verdict(session.SparkVersion)}"), .. await ExecutorsAsync(session, cancellationToken).ConfigureAwait(false)];
    }

    private Check OfDriver() => driver.Runtime is { } runtime ? Check.Pass(Driver, $"TensorFlow {runtime.Version} at {runtime.LibraryPath}")
        : driver.Error is { } error ? Check.Fail(Driver, error, "--libtensorflow PATH.")
        : new(Driver, false, "no libtensorflow is on this machine yet. Fix: tframes demo fetches one, or --libtensorflow PATH.");

    private async Task<IReadOnlyList<Check>> ExecutorsAsync(SparkSession session, CancellationToken cancellationToken)
    {
        IReadOnlyList<SparkProbe> probes;
        try
        {
            await target.ShipAsync(session, driver.Runtime?.LibraryPath, display, cancellationToken).ConfigureAwait(false);
            probes = await session.ProbeAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (TensorFramesException error)
        {
            const string because = "no worker started";
            return
            [
                Check.Fail(Worker, error, "executors on Linux x64 with glibc, see the executor's log; --installed-worker PATH where nothing may be sent."),
                Check.NotAsked(Library, because), Check.NotAsked(Borrowed, because),
            ];
        }

        var workers = probes.DistinctBy(p => (p.Host, p.ProcessId)).Select(p => $"{p.WorkerVersion.Split('+')[0]} on {p.Host}, pid {p.ProcessId}, glibc {p.Glibc}, {p.Cores} cores");
        return [Check.Pass(Worker, string.Join("; ", workers)), .. await LibrariesAsync(session, probes, cancellationToken).ConfigureAwait(false)];
    }

    private async Task<IReadOnlyList<Check>> LibrariesAsync(SparkSession session, IReadOnlyList<SparkProbe> probes, CancellationToken cancellationToken)
    {
        if (probes.FirstOrDefault(p => p.LibTensorFlow.Length == 0) is { } without)
        {
            return
            [
                Check.Fail(Library, new PlanException(without.LibTensorFlowError), "--ship-libtensorflow, or --executor-libtensorflow PATH."),
                Check.NotAsked(Borrowed, "an executor has no libtensorflow"),
            ];
        }

        var found = probes.Select(p => $"TensorFlow {p.LibTensorFlowVersion} at {p.LibTensorFlow} ({p.LibTensorFlowSource})").Distinct(StringComparer.Ordinal);
        return [Check.Pass(Library, string.Join("; ", found)), await BorrowingAsync(session, cancellationToken).ConfigureAwait(false)];
    }

    /// <summary>The demo's digits, scored on the executors.</summary>
    private async Task<Check> BorrowingAsync(SparkSession session, CancellationToken cancellationToken)
    {
        if (driver.Runtime is not { } runtime)
        {
            return Check.NotAsked(Borrowed, "this machine has no libtensorflow to load a graph with");
        }

        try
        {
            using var data = new DemoData();
            using var graph = DemoData.LoadGraph(runtime);
            var tasks = await session.CreateDataFrame(TableFiles.Open(data.Table)).MapBlocks(graph, "predicted").ReportAsync(cancellationToken).ConfigureAwait(false);
            var (borrowed, all) = (tasks.Sum(t => t.BorrowedBytes), tasks.Sum(t => t.BorrowedBytes + t.CopiedBytes));
            var share = string.Create(CultureInfo.InvariantCulture, $"{100.0 * borrowed / Math.Max(1, all):0.##} % of the {all:N0} bytes that {tasks.Sum(t => t.Rows):N0} digits fed");
            return borrowed == all && all > 0 ? Check.Pass(Borrowed, share)
                : Check.Fail(Borrowed, new PlanException($"{share}: {string.Join("; ", tasks.Select(t => t.CopyReasons).Where(r => r.Length > 0).Distinct(StringComparer.Ordinal))}"), "report it with this line and the version of Spark.");
        }
        catch (TensorFramesException error)
        {
            return Check.Fail(Borrowed, error, "see the executor's log.");
        }
    }
}
