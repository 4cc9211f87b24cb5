using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs.Rewriting;

/// <summary>
/// Runtimes built before <see cref="RuntimeTraits.TrapsOnIntegerOverflow"/> was mended die of <c>INT_MIN / -1</c> (SIGFPE), whether a
/// kernel, grappler's constant folding or shape inference computes it. Every integer division gets two things: a divisor
/// that is 1 where it would trap (so nothing can compute the trap, whenever it does), and an Assert before it that fails
/// the run with the node's name. int8 and int16 do not trap: they are divided as int.
/// </summary>
/// <remarks>
/// Left alone: a division by a constant other than -1, or of a constant other than INT_MIN; and one whose dtype is a
/// parameter of a polymorphic function, which has no constants to compare with.
/// </remarks>
internal sealed class GuardIntegerDivision : IGraphRewriter
{
    public IEnumerable<string> Rewrite(GraphDef def, OpLookup ops, string source)
    {
        if (!RuntimeTraits.TrapsOnIntegerOverflow(ops.Registry.Version))
        {
            return [];
        }

        var guarded = new List<string>();
        foreach (var body in GraphBody.Of(def))
        {
            BodyNodes? nodes = null;
            foreach (var node in body.Nodes.Where(IsIntegerDivision).ToList())
            {
                nodes ??= new(body, ops);
                var least = node.Attr["T"].Type == (int)DType.Int32 ? int.MinValue : long.MinValue;
                if (!IntegerConst.Excludes(node.Input[0], nodes, least) && !IntegerConst.Excludes(node.Input[1], nodes, -1))
                {
                    DivisionGuard.Add(node, body, nodes);
                    guarded.Add($"guarded {body.Describe(node)} ({node.Op}): TensorFlow {ops.Registry.Version} dies of INT_MIN / -1");
                }
            }
        }

        return guarded;
    }

    private static bool IsIntegerDivision(NodeDef node) =>
        node.Op is "Div" or "FloorDiv" or "TruncateDiv" or "Mod" or "FloorMod" or "TruncateMod"
        && node.Input.Count >= 2
        && node.Attr.TryGetValue("T", out var type)
        && type.ValueCase == AttrValue.ValueOneofCase.Type
        && type.Type is (int)DType.Int32 or (int)DType.Int64;
}
