using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs.Rewriting;

/// <summary>Refuses dtypes and words that the runtime's op does not take, before the import does it with less to say.</summary>
internal static class AllowedValues
{
    public static void Check(GraphDef def, OpLookup ops, string source)
    {
        foreach (var body in GraphBody.Of(def))
        {
            foreach (var node in body.Nodes)
            {
                foreach (var attribute in ops.Find(node.Op)?.Attr ?? [])
                {
                    if (attribute.AllowedValues?.List is { } allowed && node.Attr.TryGetValue(attribute.Name, out var value) && !IsAllowed(value, allowed))
                    {
                        throw new GraphException($"'{source}': op '{node.Op}' ({body.Describe(node)}) does not take {attribute.Name} = {AttrText.Of(value)} "
                            + $"in TensorFlow {ops.Registry.Version}. Fix: use a newer libtensorflow, or cast before this node.")
                        {
                            Node = node.Name,
                        };
                    }
                }
            }
        }
    }

    private static bool IsAllowed(AttrValue value, AttrValue.Types.ListValue allowed) => value.ValueCase switch
    {
        AttrValue.ValueOneofCase.Type => allowed.Type.Contains(value.Type),
        AttrValue.ValueOneofCase.S => allowed.S.Contains(value.S),
        AttrValue.ValueOneofCase.List => value.List.Type.All(allowed.Type.Contains) && value.List.S.All(allowed.S.Contains),
        _ => true,
    };
}
