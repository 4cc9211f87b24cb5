using System.Globalization;
using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tasks;

namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>The session's settings under <c>spark.tensorframes.</c> that this worker knows.</summary>
internal static class WorkerSettings
{
    /// <summary>A libtensorflow, or the folder that holds it, on the executor's machine.</summary>
    internal const string Library = "libtensorflow";

    /// <summary>A .tar.gz of libtensorflow among the session's file artifacts; its name ends in its SHA-256.</summary>
    internal const string LibraryFile = "libtensorflow.file";

    /// <summary>Batches that wait between two stages of a task.</summary>
    internal const string BatchesInFlight = "batchesInFlight";

    /// <summary>Graphs that stay loaded; those in use do anyway.</summary>
    internal const string Graphs = "graphs";

    /// <summary>Seconds without a connection after which a daemon gives its memory back; 0: never.</summary>
    internal const string IdleSeconds = "idle.seconds";

    /// <summary>A cluster's own <see cref="IdleSeconds"/>, in the executors' environment.</summary>
    internal const string IdleVariable = "TENSORFRAMES_WORKER_IDLE_SECONDS";

    internal const int DefaultIdleSeconds = 300;

    /// <summary>All names, after <c>spark.tensorframes.</c>.</summary>
    internal static IReadOnlyList<string> Names { get; } = [Library, LibraryFile, BatchesInFlight, Graphs, IdleSeconds];

    /// <exception cref="PlanException">The setting is no number from 1 to 1,000.</exception>
    internal static int Number(TaskHeader header, string name, string what, int otherwise) => !header.Settings.TryGetValue(name, out var text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 1000 ? number
        : throw new PlanException($"{Full(name)} is '{text}'. Fix: a number of {what} from 1 to 1000; the default is {otherwise}.");

    /// <summary>A session's idle time; null where it sets none.</summary>
    /// <exception cref="PlanException">It is no number of seconds.</exception>
    internal static int? Idle(IReadOnlyDictionary<string, string> settings) =>
        settings.TryGetValue(IdleSeconds, out var text) ? Seconds(Full(IdleSeconds), text) : null;

    /// <exception cref="PlanException">It is no number of seconds.</exception>
    internal static int Seconds(string name, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds
        : throw new PlanException($"{name} is '{text}'. Fix: a whole number of seconds, 0 for never; the default is {DefaultIdleSeconds}.");

    /// <summary>The setting's name as a session sets it.</summary>
    internal static string Full(string name) => $"{TaskContext.Prefix}{name}";
}
