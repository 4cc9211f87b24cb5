using System.Globalization;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs.Rewriting;

/// <summary>
/// Finds what makes grappler's constant folding abort the process (measured on 1.15.0; 2.21.0 reports an error instead): constants
/// blown up past memory, and int64 paddings, which it reads as int32. Such a graph runs with folding off. Sizes that overflow
/// int64 abort either way, on every version, and are refused.
/// </summary>
internal static class ConstantFolding
{
    private const long Huge = 1 << 28;
    private const int MostAncestors = 10_000;

    public static IReadOnlyList<string> Hazards(GraphDef def, OpLookup ops)
    {
        if (!RuntimeTraits.FoldingAborts(ops.Registry.Version))
        {
            return [];
        }

        var found = new List<string>();
        foreach (var body in GraphBody.Of(def))
        {
            BodyNodes? nodes = null;
            foreach (var node in body.Nodes.Where(n => n.Op is "Fill" or "ZerosLike" or "OnesLike" or "Pad" or "PadV2" or "Const"))
            {
                if (Hazard(node, nodes ??= new(body, ops)) is { } reason)
                {
                    found.Add($"{body.Describe(node)} ({node.Op}): {reason}");
                }
            }
        }

        return found;
    }

    /// <summary>Refuses a Fill of more elements than an int64 counts.</summary>
    public static void CheckOverflow(GraphDef def, OpLookup ops, string source)
    {
        foreach (var body in GraphBody.Of(def))
        {
            BodyNodes? nodes = null;
            foreach (var node in body.Nodes.Where(n => n.Op == "Fill" && n.Input.Count > 0))
            {
                if (IntegerConst.Source(node.Input[0], nodes ??= new(body, ops)) is { Op: "Const" } dims && Product(dims) == long.MaxValue)
                {
                    throw new GraphException($"'{source}': {body.Describe(node)} (Fill) makes a tensor of more than 2^63 - 1 elements. Fix: correct its dims.") { Node = node.Name };
                }
            }
        }
    }

    private static string? Hazard(NodeDef node, BodyNodes nodes)
    {
        switch (node.Op)
        {
            case "Const":
                return node.Attr.TryGetValue("value", out var value) && value.Tensor is { } tensor && tensor.CalculateSize() < Huge
                    && Product(tensor.TensorShape?.Dim.Select(d => d.Size) ?? []) > Huge ? "one value stands for a huge constant" : null;
            case "Pad" or "PadV2":
                return node.Attr.TryGetValue("Tpaddings", out var type) && type.Type == (int)DType.Int64 ? "its paddings are int64" : null;
            case "Fill" when node.Input.Count > 0 && IntegerConst.Source(node.Input[0], nodes) is { Op: "Const" } dims:
                return Product(dims) is var count and > Huge ? string.Create(CultureInfo.InvariantCulture, $"a constant of {count} elements") : null;
            default:
                return node.Input.Count > 0 && IsComputedFromConstants(node.Input[0], nodes) ? "its size is computed from constants" : null;
        }
    }

    private static long Product(NodeDef dims)
    {
        var values = IntegerConst.Values(dims) ?? [];
        var count = Product(dims.Attr["value"].Tensor.TensorShape?.Dim.Select(d => d.Size) ?? []);
        return Product(values.Concat(Enumerable.Repeat(values.Count == 0 ? 1 : values[^1], (int)Math.Clamp(count - values.Count, 0, 64))));
    }

    // long.MaxValue stands for anything that does not fit.
    private static long Product(IEnumerable<long> sizes)
    {
        long product = 1;
        foreach (var size in sizes)
        {
            if (size <= 0)
            {
                return 0;
            }

            product = product > long.MaxValue / size ? long.MaxValue : product * size;
        }

        return product;
    }

    // Const nodes themselves are counted where they stand; here something is computed from them.
    private static bool IsComputedFromConstants(string input, BodyNodes nodes)
    {
        var open = new Stack<string>([NodeInput.Parse(input).Node]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var computed = false;
        while (open.TryPop(out var name))
        {
            if (!seen.Add(name))
            {
                continue;
            }

            if (seen.Count > MostAncestors || nodes.Find(name) is not { } node || (node.Op != "Const" && IsSource(node)))
            {
                return false;
            }

            computed |= node.Op is not ("Const" or "Identity");
            foreach (var next in node.Input.Select(NodeInput.Parse).Where(i => !i.IsControl))
            {
                open.Push(next.Node);
            }
        }

        return computed;
    }

    // The shape of a fed tensor is no constant, and neither is what a loop or a branch hands on.
    private static bool IsSource(NodeDef node) =>
        node.Input.Count == 0 || node.Op is "Shape" or "ShapeN" or "Size" or "Rank" or "PlaceholderWithDefault" or "Merge" or "Switch" or "NextIteration";
}
