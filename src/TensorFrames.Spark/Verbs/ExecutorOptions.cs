namespace TensorFrames.Spark;

/// <summary>How executors run a verb. Nothing of it changes the result, unless a graph's result depends on its block.</summary>
public sealed record ExecutorOptions
{
    /// <summary>Rows of the largest block, re-cut on the executor; 0, the default: a block is an Arrow batch as Spark cuts it.</summary>
    public int BlockRows { get; init; }

    /// <summary>Whether a partition is one block: its batches are joined on the executor, a counted copy.</summary>
    public bool OneBlockPerPartition { get; init; }

    /// <summary>What travels to the executor's worker and back.</summary>
    public MapForm Form { get; init; }
}
