using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Freezing;

/// <summary>A graph's functions by name.</summary>
internal sealed class FunctionLibrary
{
    private readonly Dictionary<string, FunctionDef> _functions = new(StringComparer.Ordinal);

    public FunctionLibrary(GraphDef def)
    {
        foreach (var function in def.Library?.Function ?? [])
        {
            _functions.TryAdd(function.Signature?.Name ?? "", function);
        }
    }

    public FunctionDef? Find(string name) => _functions.GetValueOrDefault(name);

    /// <summary>The functions that these nodes call, directly or not, each once.</summary>
    public IReadOnlyList<FunctionDef> Reached(IEnumerable<NodeDef> nodes)
    {
        var (reached, open) = (new List<FunctionDef>(), new Stack<NodeDef>(nodes));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out var node))
        {
            foreach (var name in FetchReach.Called(node))
            {
                if (Find(name) is { } function && seen.Add(name))
                {
                    reached.Add(function);
                    foreach (var inner in function.NodeDef)
                    {
                        open.Push(inner);
                    }
                }
            }
        }

        return reached;
    }
}
