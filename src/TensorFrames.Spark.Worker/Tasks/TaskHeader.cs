namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>What a task's header says, as far as tasks use it; the same for every version of Spark.</summary>
internal sealed record TaskHeader
{
    internal required int Partition { get; init; }

    internal int StageId { get; init; }

    internal int AttemptNumber { get; init; }

    internal long TaskAttemptId { get; init; }

    internal int Cpus { get; init; } = 1;

    internal bool IsBarrier { get; init; }

    /// <summary>Resource → addresses: gpu → 0, 1.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Resources { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>The session's settings under <c>spark.tensorframes.</c>, by what follows that.</summary>
    internal IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where the session's file artifacts lie.</summary>
    internal string FilesFolder { get; init; } = ".";

    internal required int EvalType { get; init; }

    /// <summary>One of eval type 207; one or more of 200.</summary>
    internal required IReadOnlyList<TaskFunction> Functions { get; init; }
}
