namespace TensorFrames.Spark;

/// <summary>How executors run a verb. Nothing of it changes the result, unless a graph's result depends on its block.</summary>
public sealed record ExecutorOptions
{
    /// <summary>
    /// Rows of the largest block, re-cut on the executor; 0, the default: a block is an Arrow batch as Spark cuts it. Where
    /// Spark runs several graphs in one task as functions of columns (<see cref="MapForm.FedColumns"/>, two maps in one
    /// projection), they share their blocks: the smallest of their sizes counts for all.
    /// </summary>
    public int BlockRows { get; init; }

    /// <summary>Whether a partition is one block: its batches are joined on the executor, a counted copy.</summary>
    public bool OneBlockPerPartition { get; init; }

    /// <summary>What travels to the executor's worker and back.</summary>
    public MapForm Form { get; init; }
}
