namespace TensorFrames.Spark;

/// <summary>
/// Spark refused a plan or failed to run one. The message is Spark's own, with what its causes add to it: a worker's error
/// stands in it in full.
/// </summary>
public class SparkException : TensorFramesException
{
    /// <summary>Makes an error of one stage.</summary>
    public SparkException(Stage stage, string message, Exception? inner = null)
        : base(stage, message, inner)
    {
    }

    /// <summary>Spark's error class, <c>TABLE_OR_VIEW_NOT_FOUND</c> for instance, if it gave one.</summary>
    public string? ErrorClass { get; init; }

    /// <summary>Five characters, if Spark gave them.</summary>
    public string? SqlState { get; init; }

    /// <summary>What the error class' text was filled with.</summary>
    public IReadOnlyDictionary<string, string> MessageParameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The Java exception's class, if known.</summary>
    public string? JavaClass { get; init; }

    /// <summary>The server's stack traces, cause by cause, where it sends them.</summary>
    public string? ServerStackTrace { get; init; }

    /// <summary>The operation that failed, as the server and its log name it, if one ran.</summary>
    public string? OperationId { get; init; }
}
