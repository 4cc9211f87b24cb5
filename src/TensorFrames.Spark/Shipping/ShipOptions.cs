namespace TensorFrames.Spark;

/// <summary>What a session brings to the cluster so that verbs can run there. The default ships the worker and nothing else.</summary>
public sealed record ShipOptions
{
    /// <summary>The worker executable on this machine; default: the one that came with this library.</summary>
    public string? Worker { get; init; }

    /// <summary>A worker installed on every node (<c>tframes worker pack</c>), by its absolute path there: nothing is shipped then.</summary>
    public string? InstalledWorker { get; init; }

    /// <summary>
    /// Whether a libtensorflow goes along: some 100 to 250 MB once a session, unpacked once a node whatever the number of
    /// sessions. Otherwise executors use <see cref="InstalledLibTensorFlow"/>, or find one themselves.
    /// </summary>
    public bool ShipLibTensorFlow { get; init; }

    /// <summary>The libtensorflow to ship, a file or folder on this machine; default: the one that this process uses.</summary>
    public string? LibTensorFlow { get; init; }

    /// <summary>A libtensorflow installed on every node, by its path there (file or folder).</summary>
    public string? InstalledLibTensorFlow { get; init; }

    /// <summary>
    /// Rows of the largest batch that Spark cuts; default: <see cref="DefaultBatchRows"/> from Spark 4.0 on, which also ends
    /// a batch by its bytes, unless the session has a <c>spark.sql.execution.arrow.maxRecordsPerBatch</c> of its own. The
    /// session's logger is told.
    /// </summary>
    public int? BatchRows { get; init; }

    /// <summary>Told what is being sent.</summary>
    public IProgress<ArtifactProgress>? Progress { get; init; }

    /// <summary>As fast as larger batches, in less memory: see docs/benchmarks.md, Rows a batch.</summary>
    public const int DefaultBatchRows = 64 * 128;
}
