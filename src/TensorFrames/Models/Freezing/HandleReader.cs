using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Freezing;

/// <summary>What becomes of an op that read a variable or its handle, now that the value comes in its place.</summary>
internal static class HandleReader
{
    /// <summary>Changes the op. Returns the outputs that hand the value on where handles went; null where it ends here.</summary>
    /// <exception cref="GraphException">The op writes the variable, or does with it what cannot be done with a value.</exception>
    public static int[]? Fold(FreezeBody body, NodeDef node, int position, FoldedVariable variable)
    {
        if (position == 0 && Writes(node.Op))
        {
            throw new GraphException($"Variable '{variable.Name}' changes while the graph runs: node '{node.Name}' ({node.Op}) writes it, so it cannot be frozen. Fix: fetch what does not need this node.") { Node = node.Name };
        }

        var type = ProtoParts.Type(variable.DType);
        switch (node.Op)
        {
            case "RefIdentity" or "RefEnter" or "RefExit" or "RefNextIteration" or "RefSwitch" or "RefMerge":
                node.Op = node.Op[3..];
                return node.Op == "Switch" ? [0, 1] : [0];
            case "Identity" or "Enter" or "Exit" or "NextIteration" or "Merge":
                node.Attr["T"] = type;
                return [0];
            case "Switch" when position == 0:
                node.Attr["T"] = type;
                return [0, 1];
            case "IdentityN" when node.Attr.GetValueOrDefault("T")?.List is { } types && position < types.Type.Count:
                types.Type[position] = (int)variable.DType;
                return [position];
            case "ReadVariableOp":
                body.Become(node, "Identity", "value", "output", ("T", type));
                return null;
            case "ResourceGather" when position == 0:
                Gather(body, node, type);
                return null;
            case "ResourceGatherNd" when position == 0:
                body.Become(node, "GatherNd", "output", "output", ("Tparams", type), ("Tindices", Indices(node)));
                return null;
            case "VariableShape":
                body.Become(node, "Shape", "output", "output", ("T", type), ("out_type", node.Attr.GetValueOrDefault("out_type") ?? ProtoParts.Type(DType.Int32)));
                return null;
            case "VarIsInitializedOp" or "IsVariableInitialized":
                IsTrue(body, node);
                return null;
            default:
                return variable.IsRef ? null : throw Unfit(body, node, variable);
        }
    }

    /// <summary>The error for an op that does with a variable what no constant allows.</summary>
    public static GraphException Unfit(FreezeBody body, NodeDef node, FoldedVariable variable) => new(
        $"Variable '{variable.Name}' goes into node '{node.Name}' ({node.Op}){(body.Function is { } f ? $" of function '{f.Signature.Name}'" : "")}, which takes no constant in its place, so it cannot be frozen. Fix: fetch what does not need this node.")
    { Node = node.Name };

    // Gather takes values where ResourceGather takes a handle; only GatherV2 knows of leading batch dimensions.
    private static void Gather(FreezeBody body, NodeDef node, AttrValue type)
    {
        var (indices, batch) = (Indices(node), (int)(node.Attr.GetValueOrDefault("batch_dims")?.I ?? 0));
        if (batch == 0)
        {
            body.Become(node, "Gather", "output", "output", ("Tparams", type), ("Tindices", indices));
            return;
        }

        var axis = Tensors.Const(body.FreeName(node.Name + "/axis"), Tensors.Scalar(batch));
        body.Add(axis);
        node.Input.Insert(2, body.InputOf(axis, "output"));
        body.Become(node, "GatherV2", "output", "output", ("Tparams", type), ("Tindices", indices), ("Taxis", ProtoParts.Type(DType.Int32)), ("batch_dims", new AttrValue { I = batch }));
    }

    private static AttrValue Indices(NodeDef node) => node.Attr.GetValueOrDefault("Tindices")
        ?? throw new GraphException($"Node '{node.Name}' ({node.Op}) does not say of which dtype its indices are (Tindices). Fix: save the model again.") { Node = node.Name };

    private static void IsTrue(FreezeBody body, NodeDef node)
    {
        var waits = node.Input.Skip(1).ToList();
        node.Input.Clear();
        node.Input.AddRange(waits);
        var value = new TensorProto { Dtype = (int)DType.Bool, TensorShape = new(), BoolVal = { true } };
        body.Become(node, "Const", "is_initialized", "output", ("dtype", ProtoParts.Type(DType.Bool)), ("value", new AttrValue { Tensor = value }));
    }

    private static bool Writes(string op) =>
        op.StartsWith("Assign", StringComparison.Ordinal) || op.StartsWith("ResourceApply", StringComparison.Ordinal) || op.StartsWith("ResourceSparseApply", StringComparison.Ordinal)
        || op.StartsWith("ResourceScatter", StringComparison.Ordinal) || op.StartsWith("Apply", StringComparison.Ordinal) || op.StartsWith("SparseApply", StringComparison.Ordinal)
        || op is "ScatterUpdate" or "ScatterAdd" or "ScatterSub" or "ScatterMul" or "ScatterDiv" or "ScatterMin" or "ScatterMax" or "ScatterNdUpdate" or "ScatterNdAdd" or "ScatterNdSub"
            or "CountUpTo" or "ResourceCountUpTo" or "ResourceStridedSliceAssign" or "StridedSliceAssign" or "DestroyResourceOp";
}
