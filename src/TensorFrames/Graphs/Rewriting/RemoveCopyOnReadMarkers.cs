using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs.Rewriting;

/// <summary>
/// Removes DisableCopyOnRead, which newer versions put into the save function of a model: it has no outputs and only hints
/// at how a variable is read. Older runtimes do not have it.
/// </summary>
internal sealed class RemoveCopyOnReadMarkers : IGraphRewriter
{
    private const string Op = "DisableCopyOnRead";

    public IEnumerable<string> Rewrite(GraphDef def, OpLookup ops, string source)
    {
        if (ops.Find(Op) is not null)
        {
            return [];
        }

        var removed = 0;
        foreach (var body in GraphBody.Of(def))
        {
            removed += Remove(body);
        }

        return removed == 0 ? [] : [$"removed {removed} {Op} nodes, unknown to TensorFlow {ops.Registry.Version} and without effect on values"];
    }

    private static int Remove(GraphBody body)
    {
        var gone = body.Nodes.Where(n => n.Op == Op).Select(n => "^" + n.Name).ToHashSet(StringComparer.Ordinal);
        if (gone.Count == 0)
        {
            return 0;
        }

        var kept = body.Nodes.Where(n => n.Op != Op).ToList();
        body.Nodes.Clear();
        body.Nodes.AddRange(kept);
        foreach (var node in kept.Where(n => n.Input.Any(gone.Contains)))
        {
            var inputs = node.Input.Where(i => !gone.Contains(i)).ToList();
            node.Input.Clear();
            node.Input.AddRange(inputs);
        }

        foreach (var key in body.Function?.ControlRet.Where(r => gone.Contains("^" + r.Value)).Select(r => r.Key).ToList() ?? [])
        {
            body.Function!.ControlRet.Remove(key);
        }

        return gone.Count;
    }
}
