namespace TensorFrames.Bench.Results;

/// <summary>The stages of the data's way, and what is measured of whole jobs: the names that measuring and drawing share.</summary>
internal static class Stages
{
    internal const string Read = "read";
    internal const string In = "column to tensor";
    internal const string Run = "run";
    internal const string Out = "tensor to column";
    internal const string Write = "write";
    internal const string RoundTrip = "round trip";

    /// <summary>A job on Spark, warm, from its start to its last row in the noop sink.</summary>
    internal const string Job = "job";

    /// <summary>A part of a job on Spark.</summary>
    internal const string JobStage = "stage of a job";

    /// <summary>A new session's first batch.</summary>
    internal const string ColdStart = "cold start";

    /// <summary>The largest proportional set size of an executor's processes.</summary>
    internal const string Memory = "memory";

    /// <summary>Bytes between the JVM and its worker in one job.</summary>
    internal const string Socket = "socket";
}
