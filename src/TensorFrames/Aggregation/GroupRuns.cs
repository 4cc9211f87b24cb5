using TensorFrames.Graphs.Segments;
using TensorFrames.Run;

namespace TensorFrames.Aggregation;

/// <summary>The runs of an aggregate's graph: of a group's rows, and where the graph is recognised of all groups at once.</summary>
/// <param name="Each">Fed a group's rows.</param>
/// <param name="AtOnce">Fed rows of many groups and <see cref="More"/>; null where the graph is not recognised.</param>
/// <param name="Reductions">What the fetches are then.</param>
internal sealed record GroupRuns(RunPlan Each, RunPlan? AtOnce, IReadOnlyList<SegmentReduction> Reductions)
{
    /// <summary>Whether all groups at once are fed the rows of each group as well.</summary>
    internal bool HasRowsOfGroups => Reductions.Any(r => r.Rule.DividedByRows);

    /// <summary>What the graph for all groups is fed after the columns.</summary>
    internal static IReadOnlyList<string> More(IReadOnlyList<SegmentReduction> reductions) => reductions.Any(r => r.Rule.DividedByRows)
        ? [SegmentGraphDef.Groups, SegmentGraphDef.Count, SegmentGraphDef.RowsOfGroups] : [SegmentGraphDef.Groups, SegmentGraphDef.Count];

    /// <summary>Whether these rows give what each group by itself gives.</summary>
    internal bool Take(RowSet rows) => Enumerable.Range(0, Reductions.Count).All(i => !Reductions[i].Rule.OnlyFinite || !NonFinite.Any(rows, i));
}
