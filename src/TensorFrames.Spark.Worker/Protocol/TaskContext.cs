namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>The part of a header that is about the task and not about its functions.</summary>
internal sealed record TaskContext
{
    /// <summary>Settings of ours among a session's local properties; the others, 4 to 10 KB a task, are passed over.</summary>
    internal const string Prefix = "spark.tensorframes.";

    internal bool IsBarrier { get; set; }

    internal int StageId { get; set; }

    internal int AttemptNumber { get; set; }

    internal long TaskAttemptId { get; set; }

    internal int Cpus { get; set; } = 1;

    internal Dictionary<string, IReadOnlyList<string>> Resources { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);
}
