namespace TensorFrames.Cli.Running;

/// <summary>The verbs of <c>tframes run</c>.</summary>
internal enum RunVerb
{
    MapBlocks,
    MapBlocksTrimmed,
    MapRows,
    ReduceBlocks,
    ReduceRows,
    Aggregate,
}
