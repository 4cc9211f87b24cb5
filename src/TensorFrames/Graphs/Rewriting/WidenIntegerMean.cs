using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs.Rewriting;

/// <summary>
/// Old runtimes compute a Mean of integers in its own dtype: sums wrap, and so does the count of values, which kills the
/// process (SIGFPE) where it becomes 0: a Mean of 256 values of int8. It is computed in int64, as new runtimes do.
/// Measured: 1.15.0 does so, 2.21.0 does not.
/// </summary>
/// <remarks>Left alone: a dtype that is a parameter of a polymorphic function.</remarks>
internal sealed class WidenIntegerMean : IGraphRewriter
{
    public IEnumerable<string> Rewrite(GraphDef def, OpLookup ops, string source)
    {
        if (!RuntimeTraits.TrapsOnIntegerOverflow(ops.Registry.Version))
        {
            return [];
        }

        var widened = new List<string>();
        foreach (var body in GraphBody.Of(def))
        {
            BodyNodes? nodes = null;
            foreach (var node in body.Nodes.Where(IsNarrowMean).ToList())
            {
                Widen(node, nodes ??= new(body, ops));
                widened.Add($"widened {body.Describe(node)} (Mean) to int64: TensorFlow {ops.Registry.Version} sums and counts in {((DType)node.Attr["T"].Type).Name()}, and dies where the count becomes 0");
            }
        }

        return widened;
    }

    private static bool IsNarrowMean(NodeDef node) =>
        node.Op == "Mean"
        && node.Input.Count >= 2
        && node.Attr.TryGetValue("T", out var type)
        && type.ValueCase == AttrValue.ValueOneofCase.Type
        && (DType)type.Type is DType.Int8 or DType.UInt8 or DType.Int16 or DType.UInt16 or DType.Int32 or DType.UInt32;

    // The node becomes an Identity, which has the name of a Mean's output too, so that what reads it stays as it is.
    private static void Widen(NodeDef mean, BodyNodes nodes)
    {
        var path = nodes.FreeName(mean.Name + "/int64");
        var (own, wide) = (mean.Attr["T"], new AttrValue { Type = (int)DType.Int64 });
        var values = nodes.Add(path + "/values", "Cast", [mean.Input[0]], ("SrcT", own), ("DstT", wide));
        var attributes = mean.Attr.Where(a => a.Key is "keep_dims" or "Tidx").Select(a => (a.Key, a.Value)).Append(("T", wide)).ToArray();
        var result = nodes.Add(path + "/mean", "Mean", [values, .. mean.Input.Skip(1)], attributes);
        var narrow = nodes.Add(path + "/result", "Cast", [result], ("SrcT", wide), ("DstT", own));
        mean.Op = "Identity";
        mean.Input.Clear();
        mean.Input.Add(narrow);
        mean.Attr.Remove("keep_dims");
        mean.Attr.Remove("Tidx");
    }
}
