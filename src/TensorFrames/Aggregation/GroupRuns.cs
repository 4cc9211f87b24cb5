using TensorFrames.Graphs.Segments;
using TensorFrames.Run;

namespace TensorFrames.Aggregation;

/// <summary>The runs of an aggregate's graph: of a group's rows, and where the graph is recognised of all groups at once.</summary>
/// <param name="Each">Fed a group's rows.</param>
/// <param name="AtOnce">Fed rows of many groups and <see cref="More"/>; null where the graph is not recognised.</param>
/// <param name="HasRowsOfGroups">Whether it is fed the rows of each group as well.</param>
internal sealed record GroupRuns(RunPlan Each, RunPlan? AtOnce, bool HasRowsOfGroups)
{
    /// <summary>What the graph for all groups is fed after the columns.</summary>
    internal static IReadOnlyList<string> More(bool rowsOfGroups) => rowsOfGroups
        ? [SegmentGraphDef.Groups, SegmentGraphDef.Count, SegmentGraphDef.RowsOfGroups] : [SegmentGraphDef.Groups, SegmentGraphDef.Count];
}
