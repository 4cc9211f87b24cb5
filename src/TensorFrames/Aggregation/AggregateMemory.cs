using TensorFrames.Ipc;

namespace TensorFrames.Aggregation;

/// <summary>The native memory of rows under way, of all aggregates; a few blocks stay for the next ones.</summary>
internal static class AggregateMemory
{
    internal static BlockPool Pool { get; } = new(maxIdleBytes: 0);

    /// <summary>Bytes held now; 0 when no aggregate is under way.</summary>
    internal static long LiveBytes => Pool.LiveBytes;
}
