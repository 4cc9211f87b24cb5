using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs.Stacking;

/// <summary>Walks from fetches to feeds and says whether a leading dimension of rows leaves every row's values as they are.</summary>
/// <param name="index">The graph's nodes.</param>
/// <param name="shapes">What is known of them.</param>
/// <param name="feeds">Placeholders made of rows.</param>
/// <param name="constants">Placeholders that every row is fed alike, with the ranks of their tensors: as good as constants of the graph.</param>
internal sealed class StackWalk(GraphIndex index, IShapeInference shapes, IReadOnlyList<string> feeds, IReadOnlyDictionary<string, int> constants)
{
    /// <summary>Where none is given.</summary>
    internal static IReadOnlyDictionary<string, int> NoConstants { get; } = new Dictionary<string, int>();

    private readonly HashSet<string> _feeds = [.. feeds];
    private readonly Dictionary<string, Operand?> _known = new(StringComparer.Ordinal);

    /// <summary>Nodes met.</summary>
    internal IReadOnlySet<string> Nodes => _known.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether each fetch is made of rows by element-wise ops alone. A constant one has no rows to stack.</summary>
    internal bool CanStack(IEnumerable<TensorName> fetches) => fetches.All(f => f.Index == 0 && Of(f.Operation) is { IsRows: true });

    // Depth first over a list of its own: graphs may be deeper than the call stack.
    private Operand? Of(string fetch)
    {
        var open = new Stack<string>([fetch]);
        while (open.TryPeek(out var name))
        {
            if (_known.ContainsKey(name))
            {
                open.Pop();
                continue;
            }

            // Before its inputs: what is no op of the table may be part of a loop.
            if (index.Find(name) is not { } node || !CanBeMet(node) || node.Input.Any(i => NodeInput.Parse(i) is { IsControl: true } or { Index: not 0 }))
            {
                return null;
            }

            var inputs = IsFed(name) ? [] : node.Input.Select(i => NodeInput.Parse(i).Node).ToArray();
            var waiting = inputs.Where(i => !_known.ContainsKey(i)).ToArray();
            if (waiting.Length > 0)
            {
                System.Array.ForEach(waiting, open.Push);
                continue;
            }

            _known[name] = Judge(node, [.. inputs.Select(i => _known[i]!.Value)]);
            if (_known[name] is null)
            {
                return null;
            }
        }

        return _known[fetch];
    }

    private bool CanBeMet(NodeDef node) => IsFed(node.Name) || node.Op == "Const" || ElementWiseOps.RuleOf(node) != StackRule.None;

    private bool IsFed(string name) => _feeds.Contains(name) || constants.ContainsKey(name);

    private Operand? Judge(NodeDef node, Operand[] inputs)
    {
        if (_feeds.Contains(node.Name))
        {
            return node.Op == "Placeholder" ? new(true, RankOf(node)) : null;
        }

        if (constants.TryGetValue(node.Name, out var rank))
        {
            return node.Op == "Placeholder" ? new(false, rank) : null;
        }

        if (node.Op == "Const")
        {
            return new(false, RankOf(node));
        }

        var rule = ElementWiseOps.RuleOf(node);
        return rule == StackRule.None || inputs.Length == 0 ? null
            : inputs.All(i => !i.IsRows) || Fits(rule, inputs) ? new(inputs.Any(i => i.IsRows), RankOf(node))
            : null;
    }

    private static bool Fits(StackRule rule, Operand[] inputs)
    {
        var rank = inputs.First(i => i.IsRows).Rank;
        return rule == StackRule.Unary ? inputs.Length == 1
            : rank >= 0 && inputs.All(i => i.IsRows ? i.Rank == rank : rule switch
            {
                StackRule.Broadcast => i.Rank >= 0 && i.Rank <= rank,
                StackRule.ScalarsOrSame => i.Rank == 0 && inputs[0].IsRows,
                _ => false,
            });
    }

    // Of the graph as it is, where placeholders have the shape of a cell.
    private int RankOf(NodeDef node) => shapes.Output(node.Name, 0).Shape.Rank;

    private readonly record struct Operand(bool IsRows, int Rank);
}
