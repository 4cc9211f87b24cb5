using Apache.Arrow;

namespace TensorFrames.Ipc;

/// <summary>How to read Arrow IPC.</summary>
public sealed record IpcReadOptions
{
    /// <summary>What errors call the table, a file name for instance. Default: <c>stream</c>.</summary>
    public string Name { get; init; } = "stream";

    /// <summary>
    /// The most bytes one batch may take in memory, after decompression; a batch that declares more is refused before
    /// anything is allocated. Default 4 GiB.
    /// </summary>
    public long MaxBatchBytes { get; init; } = 4L << 30;

    /// <summary>The most bytes of freed batches kept for the next ones, per reader. Default 256 MiB; 0 keeps none.</summary>
    public long MaxPooledBytes { get; init; } = 256L << 20;

    /// <summary>
    /// Whether a stream that ends without its end mark is cut short, wherever that is: a connection that was lost between two
    /// batches looks like that. Readers of files and pipes take the plain end too, as the format allows.
    /// </summary>
    internal bool NeedsEndMark { get; init; }

    /// <summary>Extension types to make of fields that name them; null for Apache.Arrow's default registry.</summary>
    public ExtensionTypeRegistry? ExtensionTypes { get; init; }
}
