using Apache.Arrow;
using TensorFrames.Spark.Proto;

namespace TensorFrames.Spark;

/// <summary>A graph run once per block.</summary>
internal sealed record MapTask : WorkerTask
{
    internal required TaskGraph Graph { get; init; }

    internal required MapOptions Options { get; init; }

    internal bool IsTrimmed { get; init; }

    /// <summary>Rows of the largest block; 0: batches as Spark cut them.</summary>
    internal int BlockRows { get; init; }

    internal bool OneBlockPerPartition { get; init; }

    internal static MapTask Of(MapWork work, Schema input, Schema output, Reply reply) => new()
    {
        Graph = TaskGraph.Of(work.Graph ?? new GraphSource()),
        Options = MapOptionsMessage.Parse(work),
        IsTrimmed = work.Trimmed,
        BlockRows = work.BlockRows is >= 0 and <= int.MaxValue ? (int)work.BlockRows : throw new PlanException($"BlockRows is {work.BlockRows}. Fix: at least 1, or 0 for batches as Spark cuts them."),
        OneBlockPerPartition = work.OneBlockPerPartition,
        Input = input,
        Output = output,
        Reply = reply,
    };

    private protected override void Describe(TaskCommand command)
    {
        var work = MapOptionsMessage.Of(Options);
        work.Graph = Graph.ToMessage();
        work.Trimmed = IsTrimmed;
        work.BlockRows = BlockRows;
        work.OneBlockPerPartition = OneBlockPerPartition;
        command.Map = work;
    }
}
