using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Values;

/// <summary>
/// What a model's restore op and initializer would do, read off the graph without running it: which variable is given what,
/// and which table is filled from what. Later ones replace earlier ones.
/// </summary>
internal sealed class InitialOps
{
    private const int MostNodes = 2_000_000;
    private int _visited;

    /// <summary>Variable → where the value comes from.</summary>
    public Dictionary<string, (Scope Scope, string Input)> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Table → the op that fills it.</summary>
    public Dictionary<string, (Scope Scope, NodeDef Op)> Tables { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds what running this operation would do.</summary>
    public void Add(Scope graph, string operation)
    {
        if (graph.Find(operation) is { } node)
        {
            Visit(graph, [node]);
        }
    }

    private void Visit(Scope scope, IEnumerable<NodeDef> from)
    {
        var (open, seen) = (new Stack<NodeDef>(), new HashSet<NodeDef>(ReferenceEqualityComparer.Instance));
        foreach (var node in from.Where(seen.Add))
        {
            open.Push(node);
        }

        while (open.TryPop(out var node))
        {
            if (++_visited > MostNodes)
            {
                throw new GraphException("The model's initializer calls functions without end. Fix: save the model again.");
            }

            Note(scope, node);
            if (scope.Enter(node) is { } inner)
            {
                // Whatever a body does it does for its effect.
                Visit(inner, inner.Nodes);
            }

            foreach (var input in node.Input)
            {
                if (scope.Find(NodeInput.Parse(input).Node) is { } next && seen.Add(next))
                {
                    open.Push(next);
                }
            }
        }
    }

    private void Note(Scope scope, NodeDef node)
    {
        switch (node.Op)
        {
            case "Assign" or "AssignVariableOp" when node.Input.Count >= 2 && scope.Follow(node.Input[0]) is { } variable && Resource.IsVariable(variable.Node.Op):
                Variables[Resource.NameOf(variable.Node)] = (scope, node.Input[1]);
                break;
            case "InitializeTable" or "InitializeTableV2" or "InitializeTableFromTextFile" or "InitializeTableFromTextFileV2" or "LookupTableImport" or "LookupTableImportV2"
                when node.Input.Count >= 2 && scope.Follow(node.Input[0]) is { } table && Resource.IsTable(table.Node.Op):
                Tables[Resource.NameOf(table.Node)] = (scope, node);
                break;
        }
    }
}
