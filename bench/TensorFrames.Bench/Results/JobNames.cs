namespace TensorFrames.Bench.Results;

/// <summary>The jobs on Spark that are ours: the names that measuring and drawing share.</summary>
internal static class JobNames
{
    internal const string Scan = "scan";
    internal const string Echo = "echo";
    internal const string Map = "MapBlocks";
    internal const string MapByFedColumns = "MapBlocks by fed columns";
    internal const string Trimmed = "MapBlocksTrimmed";
}
