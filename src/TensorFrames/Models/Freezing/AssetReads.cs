using Google.Protobuf;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Values;

namespace TensorFrames.Models.Freezing;

/// <summary>Puts the bytes of assets into the graph where it reads them, and finds the ops that touch other files.</summary>
internal static class AssetReads
{
    public static void Fold(FreezeGraph graph, InitialValues values)
    {
        var scope = new Scope(graph.Def);
        foreach (var node in graph.Def.Node.Where(n => n is { Op: "ReadFile", Input.Count: > 0 }))
        {
            if (values.AssetOf(scope, node.Input[0], 0) is { } path)
            {
                var waits = node.Input.Where(i => i.StartsWith('^')).ToList();
                node.Input.Clear();
                node.Input.AddRange(waits);
                graph.Main.Become(node, "Const", "contents", "output", ("dtype", ProtoParts.Type(DType.String)),
                    ("value", new AttrValue { Tensor = Tensors.Strings([UnsafeByteOperations.UnsafeWrap(ModelBytes.Read(path, "asset"))], new TensorShape([])) }));
            }
        }
    }

    /// <exception cref="GraphException">The graph touches files, and may not.</exception>
    public static void Check(GraphDef def, bool allowed, string source)
    {
        if (!allowed && GraphBody.Of(def).SelectMany(b => b.Nodes.Select(n => (Body: b, Node: n))).FirstOrDefault(n => FileOps.Has(n.Node)) is { Node: { } node } at)
        {
            throw new GraphException($"'{source}': {at.Body.Describe(node)} ({node.Op}) reads or writes files by itself. Fix: fetch what does not need it, or, where the model is trusted, allow it (AllowFileOps, --allow-files).") { Node = node.Name };
        }
    }
}
