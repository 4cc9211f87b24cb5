using Google.Protobuf;
using TensorFrames.Graphs.Proto;

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
        graph.Node.Add(Placeholder(Groups, DType.Int32, -1));
        graph.Node.Add(Placeholder(Count, DType.Int32));
        if (reductions.Any(r => r.Rule.DividedByRows))
        {
            graph.Node.Add(Placeholder(RowsOfGroups, DType.Float64, -1));
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
        var fed = new NodeDef { Name = reduction.Placeholder, Op = "Placeholder" };
        fed.Attr["dtype"] = Type(own);
        graph.Node.Add(fed);
        var last = reduction.Placeholder;
        if (within != own)
        {
            last = Add(graph, scope + "in", "Cast", [last], ("SrcT", Type(own)), ("DstT", Type(within)));
        }

        last = Add(graph, Named("reduced", !reduction.Rule.DividedByRows && within == own), reduction.Rule.Op, [last, Groups, Count],
            ("T", Type(within)), ("Tindices", Type(DType.Int32)), ("Tnumsegments", Type(DType.Int32)));
        if (reduction.Rule.DividedByRows)
        {
            var shape = Constant(graph, scope + "shape", [-1, .. Enumerable.Repeat(1, reduction.Rank - 1)]);
            var rows = Add(graph, scope + "rows", "Reshape", [RowsOfGroups, shape], ("T", Type(DType.Float64)), ("Tshape", Type(DType.Int32)));
            last = Add(graph, Named("divided", within == own), "RealDiv", [last, rows], ("T", Type(within)));
        }

        if (within != own)
        {
            Add(graph, name, "Cast", [last], ("SrcT", Type(within)), ("DstT", Type(own)));
        }

        // The last node is the fetch.
        string Named(string node, bool isLast) => isLast ? name : scope + node;
    }

    private static string Add(GraphDef graph, string name, string op, string[] inputs, params (string Name, AttrValue Value)[] attributes)
    {
        var node = new NodeDef { Name = name, Op = op };
        node.Input.Add(inputs);
        foreach (var (key, value) in attributes)
        {
            node.Attr[key] = value;
        }

        graph.Node.Add(node);
        return name;
    }

    private static string Constant(GraphDef graph, string name, int[] values)
    {
        var tensor = new TensorProto { Dtype = (int)DType.Int32, TensorShape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dim { Size = values.Length } } } };
        tensor.IntVal.Add(values);
        return Add(graph, name, "Const", [], ("dtype", Type(DType.Int32)), ("value", new AttrValue { Tensor = tensor }));
    }

    private static NodeDef Placeholder(string name, DType dtype, params long[] dims)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(dims.Select(size => new TensorShapeProto.Types.Dim { Size = size }));
        var node = new NodeDef { Name = name, Op = "Placeholder" };
        node.Attr["dtype"] = Type(dtype);
        node.Attr["shape"] = new AttrValue { Shape = shape };
        return node;
    }

    private static AttrValue Type(DType dtype) => new() { Type = (int)dtype };
}
