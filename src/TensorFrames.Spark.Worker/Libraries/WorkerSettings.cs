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
}
