using Apache.Arrow;
using TensorFrames.Run;

namespace TensorFrames.Verbs;

/// <summary>Runs a verb's graph over one block after another. One thread at a time; threads have one each.</summary>
internal interface IBlockRunner : IDisposable
{
    /// <summary>Bytes that the last block fed.</summary>
    (long Borrowed, long Copied) Fed { get; }

    /// <summary>The block's result, the caller's to dispose; null where there is none: an empty block that takes no part, or while the result's schema is unknown.</summary>
    RecordBatch? Run(RecordBatch block, in BlockPosition position, CancellationToken cancellationToken);
}
