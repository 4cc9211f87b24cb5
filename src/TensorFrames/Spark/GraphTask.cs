using TensorFrames.Spark.Proto;

namespace TensorFrames.Spark;

/// <summary>A graph over the columns that a task is sent.</summary>
internal abstract record GraphTask : WorkerTask
{
    internal required TaskGraph Graph { get; init; }

    /// <summary>Rows of the largest block; 0: batches as Spark cut them.</summary>
    internal int BlockRows { get; init; }

    internal bool OneBlockPerPartition { get; init; }

    /// <summary>The message of these options over this graph and these blocks.</summary>
    private protected MapWork Work(MapOptions options)
    {
        var work = MapOptionsMessage.Of(options);
        work.Graph = Graph.ToMessage();
        work.BlockRows = BlockRows;
        work.OneBlockPerPartition = OneBlockPerPartition;
        return work;
    }

    private protected static TaskGraph GraphOf(MapWork work) => TaskGraph.Of(work.Graph ?? new GraphSource());

    private protected static int RowsOf(MapWork work) => work.BlockRows is >= 0 and <= int.MaxValue ? (int)work.BlockRows
        : throw new PlanException($"BlockRows is {work.BlockRows}. Fix: at least 1, or 0 for batches as Spark cuts them.");
}
