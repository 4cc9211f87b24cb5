using Microsoft.Extensions.Logging;

namespace TensorFrames.Spark;

/// <summary>How a session talks to its server. What the URL says too is taken from the URL.</summary>
public sealed record SparkSessionOptions
{
    /// <summary>Settings of the session, set as it starts (<c>spark.sql.*</c> and any other that may change at run time).</summary>
    public IReadOnlyDictionary<string, string> Confs { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long <see cref="SparkSession.ConnectAsync"/> goes on trying a server that does not answer. Default 15 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>When a call that failed is made again.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>
    /// Whether results can be taken up again where a connection broke (reattachable execution). Default true; turn it off
    /// for a server or proxy that does not let it pass.
    /// </summary>
    public bool Reattach { get; init; } = true;

    /// <summary>What a chunk of local rows takes on its way to servers of 4.1 and newer; 16 MiB as Spark's own clients.</summary>
    internal int LocalChunkBytes { get; init; } = 16 << 20;

    /// <summary>Told how far each operation is, by servers of 4.0 and newer.</summary>
    public IProgress<SparkProgress>? Progress { get; init; }

    /// <summary>Where retries, reattachments and the server's warnings are told.</summary>
    public ILogger? Logger { get; init; }
}
