using System.Diagnostics;
using System.Globalization;
using TensorFrames.Bench.Spark.Servers;

namespace TensorFrames.Bench.Spark.Peers;

/// <summary>PySpark with TensorFlow: peer.py in a session of its own on the same distribution, with as many cores.</summary>
internal sealed class Peer : IDisposable
{
    internal const string MapInArrow = "mapInArrow";
    internal const string PredictBatch = "predict_batch_udf";

    private readonly Process _process;

    private Peer(Process process, string folder)
    {
        (_process, Folder) = (process, folder);
        Events = new EventLog(Path.Combine(folder, "events"));
    }

    /// <summary>Its own; it stands in the environment of all that it starts.</summary>
    internal string Folder { get; }

    internal EventLog Events { get; }

    internal static (string Job, string Subject)[] Jobs { get; } = [(MapInArrow, "PySpark mapInArrow + TensorFlow"), (PredictBatch, "PySpark predict_batch_udf")];

    /// <param name="python">The interpreter.</param>
    /// <param name="sparkHome">The distribution.</param>
    /// <param name="folder">For its files; made.</param>
    /// <param name="batchRows">Rows of Spark's batches, ours' too.</param>
    /// <exception cref="InvalidOperationException">It ended before it was ready.</exception>
    internal static async Task<Peer> StartAsync(PeerPython python, string sparkHome, string folder, int batchRows)
    {
        var events = Path.Combine(folder, "events");
        Directory.CreateDirectory(events);
        var start = PeerPython.Start(python.Program, sparkHome,
        [
            Path.Combine(AppContext.BaseDirectory, "peer.py"), "local[2]", "4g",
            $"spark.sql.execution.arrow.maxRecordsPerBatch={batchRows}", "spark.ui.enabled=false", "spark.ui.showConsoleProgress=false", "spark.driver.host=127.0.0.1", "spark.driver.bindAddress=127.0.0.1",
            "spark.default.parallelism=2", $"spark.local.dir={folder}", .. EventLog.Confs(events),
        ]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.WorkingDirectory) = (true, true, folder);
        start.Environment["SPARK_LOCAL_DIRS"] = folder;
        var peer = new Peer(Process.Start(start)!, folder);
        try
        {
            return await peer.AnswerAsync() == "ready" ? peer : throw new InvalidOperationException($"{python.Program} peer.py was not ready.");
        }
        catch
        {
            peer.Dispose();
            throw;
        }
    }

    /// <summary>Seconds of one job, as the script has them.</summary>
    /// <exception cref="InvalidOperationException">It failed, with the script's reason.</exception>
    internal async Task<double> RunAsync(string job, string table, string graph, int width)
    {
        await _process.StandardInput.WriteLineAsync($"{job}\t{table}\t{graph}\t{width.ToString(CultureInfo.InvariantCulture)}");
        await _process.StandardInput.FlushAsync();
        var answer = await AnswerAsync();
        return answer.StartsWith("seconds ", StringComparison.Ordinal) ? double.Parse(answer["seconds ".Length..], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"PySpark {job}: {answer}");
    }

    public void Dispose()
    {
        // The end of its input ends it.
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(30)))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task<string> AnswerAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("peer.py ended before it answered; what it said stands above.");
}
