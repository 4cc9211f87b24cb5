using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>Reads <see cref="GraphFacts"/> off a graph.</summary>
internal static class GraphReader
{
    // Up to this version of GraphDef a placeholder that writes a scalar shape says nothing about its shape.
    private const int ScalarMeansUnknown = 21;

    /// <summary>Shapes of outputs are unknown without <paramref name="shapes"/>; dtypes come from the ops' signatures.</summary>
    public static GraphFacts Describe(GraphFile file, OpRegistry registry, IShapeInference? shapes = null)
    {
        var def = file.Def;
        var ops = new OpLookup(registry, def);
        return new GraphFacts
        {
            Hash = file.Hash,
            Placeholders = [.. def.Node.Where(CanBeFed).Select(n => Placeholder(n, def))],
            Outputs = Outputs(file, ops, shapes),
            NodeCount = def.Node.Count,
            Ops = Distinct(def.Node),
            FunctionOps = Distinct(def.Library?.Function.SelectMany(f => f.NodeDef) ?? []),
            FunctionCount = def.Library?.Function.Count ?? 0,
            Producer = def.Versions?.Producer ?? 0,
            MinConsumer = def.Versions?.MinConsumer ?? 0,
            UnknownOps = [.. UnknownOps.Find(def, ops).Select(u => u.Text)],
            StateWriters = OpTraits.Used(def, node => OpTraits.WritesState(node.Op, ops)),
            RandomOps = OpTraits.Used(def, node => OpTraits.IsRandom(node.Op)),
            FileOps = OpTraits.Used(def, FileOps.Has),
            UninitializedVariables = Variables.Uninitialized(file),
            MutatesFeeds = OpTraits.Used(def, node => OpTraits.MutatesFeeds(node.Op)).Count != 0,
            HasRefVariables = OpTraits.Used(def, node => OpTraits.IsRefVariable(node.Op)).Count != 0,
            FoldingHazards = Rewriting.ConstantFolding.Hazards(def, ops),
        };
    }

    /// <summary>Whether a node has no value unless it is fed.</summary>
    public static bool IsPlaceholder(NodeDef node) => node.Op is "Placeholder" or "PlaceholderV2";

    /// <summary>Whether a node is listed as an input: it must be fed, or it may be (PlaceholderWithDefault).</summary>
    public static bool CanBeFed(NodeDef node) => IsPlaceholder(node) || node.Op == "PlaceholderWithDefault";

    public static GraphTensor Placeholder(NodeDef node, GraphDef def)
    {
        var dtype = node.Attr.TryGetValue("dtype", out var type) ? (DType)type.Type : DType.Unknown;
        var shape = node.Attr.TryGetValue("shape", out var value) ? Shape(value.Shape) : TensorShape.Unknown;
        var says = shape.Rank != 0 || (def.Versions?.Producer ?? 0) > ScalarMeansUnknown;
        return new(node.Name, dtype, says || !IsPlaceholder(node) ? shape : TensorShape.Unknown) { HasDefault = !IsPlaceholder(node) };
    }

    private static TensorShape Shape(TensorShapeProto? shape) =>
        shape is null || shape.UnknownRank ? TensorShape.Unknown : new([.. shape.Dim.Select(d => Math.Max(d.Size, -1))]);

    private static List<GraphTensor> Outputs(GraphFile file, OpLookup ops, IShapeInference? shapes)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in file.Def.Node.SelectMany(n => n.Input).Select(NodeInput.Parse).Where(i => !i.IsControl))
        {
            read.Add(input.Node);
        }

        var outputs = new List<GraphTensor>();
        foreach (var node in file.Def.Node.Where(n => !read.Contains(n.Name) && IsCandidate(n, file.Index)))
        {
            var dtypes = ops.Outputs(node) ?? [];
            for (var i = 0; i < dtypes.Count; i++)
            {
                if (dtypes[i] is not (DType.Resource or DType.Variant))
                {
                    var inferred = shapes?.Output(node.Name, i);
                    outputs.Add(new(dtypes.Count == 1 ? node.Name : new TensorName(node.Name, i).ToString(), inferred?.DType ?? dtypes[i], inferred?.Shape ?? TensorShape.Unknown));
                }
            }
        }

        return outputs;
    }

    // Left over by freezing or by control flow, and no result: constants, inputs, and the pivots of branches, which have
    // no value half of the time.
    private static bool IsCandidate(NodeDef node, GraphIndex index) =>
        node.Op is not ("Const" or "Switch" or "PlaceholderWithDefault") && !IsPlaceholder(node)
        && !(node.Op == "Identity" && node.Input.Count > 0 && index.Find(NodeInput.Parse(node.Input[0]).Node)?.Op == "Switch");

    private static string[] Distinct(IEnumerable<NodeDef> nodes) =>
        [.. nodes.Select(n => n.Op).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
