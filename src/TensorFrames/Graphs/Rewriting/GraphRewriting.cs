using Google.Protobuf;

namespace TensorFrames.Graphs.Rewriting;

/// <summary>A graph as the loaded runtime takes it.</summary>
/// <param name="Bytes">The serialized GraphDef: the file's own bytes where nothing was changed.</param>
/// <param name="Changes">What was changed and why, for logs.</param>
internal sealed record RuntimeGraph(ReadOnlyMemory<byte> Bytes, IReadOnlyList<string> Changes);

/// <summary>Checks a graph against a runtime and rewrites what that runtime would refuse or die of.</summary>
internal static class GraphRewriting
{
    private static readonly IGraphRewriter[] All = [new RemoveCopyOnReadMarkers(), new DropNewAttributes(), new GuardIntegerDivision(), new WidenIntegerMean()];

    /// <summary>
    /// <see cref="GraphException"/> names node, op and attribute where the runtime cannot run the graph. The file itself is not changed.
    /// </summary>
    public static RuntimeGraph For(GraphFile file, OpRegistry registry)
    {
        ConsumerCheck.Run(file, registry.Version);
        RecursionCheck.Run(file.Def, file.Source);
        var def = file.Def.Clone();
        var ops = new OpLookup(registry, def);
        var changes = new List<string>();
        foreach (var rewriter in All)
        {
            changes.AddRange(rewriter.Rewrite(def, ops, file.Source));
        }

        UnknownOps.Check(def, ops, file.Source);
        AllowedValues.Check(def, ops, file.Source);
        LoopCheck.Run(def, ops, file.Source);
        ConstantFolding.CheckOverflow(def, ops, file.Source);
        return new(changes.Count == 0 ? file.Bytes : def.ToByteArray(), changes);
    }
}
