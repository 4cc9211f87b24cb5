using System.Globalization;
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

    /// <exception cref="PlanException">The setting is no number from 1 to 1,000.</exception>
    internal static int Number(TaskHeader header, string name, string what, int otherwise) => !header.Settings.TryGetValue(name, out var text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 1000 ? number
        : throw new PlanException($"spark.tensorframes.{name} is '{text}'. Fix: a number of {what} from 1 to 1000; the default is {otherwise}.");
}
