using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using static TensorFrames.Graphs.ProtoParts;

namespace TensorFrames.Graphs.Segments;

/// <summary>
/// Writes the graph that reduces all groups of a set of rows in one run. It is fed each row's group, the number of groups and,
/// where a mean asks for it, the rows of each group; its fetches have a leading dimension of groups.
/// </summary>
internal static class SegmentGraphDef
{
    internal const string Groups = "tensorframes/groups";
    internal const string Count = "tensorframes/count";
    internal const string RowsOfGroups = "tensorframes/rows_of_groups";

    internal static byte[] Of(IReadOnlyList<SegmentReduction> reductions, VersionDef versions)
    {
        var graph = new GraphDef { Versions = versions };
        graph.Placeholder(Groups, DType.Int32, -1);
        graph.Placeholder(Count, DType.Int32);
        if (reductions.Any(r => r.Rule.DividedByRows))
        {
            graph.Placeholder(RowsOfGroups, DType.Float64, -1);
        }

        foreach (var reduction in reductions)
        {
            Add(graph, reduction);
        }

        return graph.ToByteArray();
    }

    private static void Add(GraphDef graph, SegmentReduction reduction)
    {
        var (name, own) = (reduction.Fetch, reduction.DType);
        var within = reduction.Rule.Through ?? own;
        var scope = $"tensorframes/{name}/";
        var last = graph.Placeholder(reduction.Placeholder, own, null);
        if (within != own)
        {
            last = graph.Add(scope + "in", "Cast", [last], ("SrcT", Type(own)), ("DstT", Type(within)));
        }

        last = graph.Add(Named("reduced", !reduction.Rule.DividedByRows && within == own), reduction.Rule.Op, [last, Groups, Count],
            ("T", Type(within)), ("Tindices", Type(DType.Int32)), ("Tnumsegments", Type(DType.Int32)));
        if (reduction.Rule.DividedByRows)
        {
            var shape = graph.Constant(scope + "shape", [-1, .. Enumerable.Repeat(1, reduction.Rank - 1)]);
            var rows = graph.Add(scope + "rows", "Reshape", [RowsOfGroups, shape], ("T", Type(DType.Float64)), ("Tshape", Type(DType.Int32)));
            last = graph.Add(Named("divided", within == own), "RealDiv", [last, rows], ("T", Type(within)));
        }

        if (within != own)
        {
            graph.Add(name, "Cast", [last], ("SrcT", Type(within)), ("DstT", Type(own)));
        }

        // The last node is the fetch.
        string Named(string node, bool isLast) => isLast ? name : scope + node;
    }
}
