using Apache.Arrow;
using TensorFrames.Spark.Proto;
using TensorFrames.Verbs;

namespace TensorFrames.Spark;

/// <summary>A graph run once per block or row.</summary>
internal sealed record MapTask : GraphTask
{
    internal required MapOptions Options { get; init; }

    internal MapKind Kind { get; init; }

    internal static MapTask Of(MapWork work, Schema input, Schema output, Reply reply) => new()
    {
        Graph = GraphOf(work),
        Options = MapOptionsMessage.Parse(work),
        Kind = KindOf(work.Verb),
        BlockRows = RowsOf(work),
        OneBlockPerPartition = work.OneBlockPerPartition,
        Input = input,
        Output = output,
        Reply = reply,
    };

    private protected override void Describe(TaskCommand command)
    {
        command.Map = Work(Options);
        command.Map.Verb = Kind switch { MapKind.Rows => MapVerb.Rows, MapKind.Trimmed => MapVerb.BlocksTrimmed, _ => MapVerb.Blocks };
    }

    private static MapKind KindOf(MapVerb verb) => verb switch
    {
        MapVerb.Blocks => MapKind.Blocks,
        MapVerb.BlocksTrimmed => MapKind.Trimmed,
        MapVerb.Rows => MapKind.Rows,
        _ => throw new PlanException($"The function's command asks for a map of number {(int)verb}, which this worker does not know. Fix: one version of TensorFrames on the driver and in the worker."),
    };
}
