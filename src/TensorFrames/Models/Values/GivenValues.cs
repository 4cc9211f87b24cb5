using TensorFrames.Building;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Values;

/// <summary>Values of variables that the caller has, asked for one by one.</summary>
/// <param name="def">The whole graph, where what reads a variable is looked for.</param>
/// <param name="values">The caller.</param>
/// <param name="source">The graph, for errors.</param>
internal sealed class GivenValues(GraphDef def, Func<GraphVariable, TensorValue?> values, string source)
{
    private readonly Lazy<Dictionary<string, string>> _reads = new(() => Reads(def));

    /// <exception cref="GraphException">The caller has none.</exception>
    public TensorProto Of(NodeDef variable, ValueBytes bytes)
    {
        var name = Resource.NameOf(variable);
        if (bytes.Given.TryGetValue(name, out var known))
        {
            bytes.Add(known.TensorContent.Length);
            return known;
        }

        var (dtype, shape) = Resource.TypeOf(variable);
        var value = values(new GraphVariable(name, dtype, shape, _reads.Value.GetValueOrDefault(name)))
            ?? throw new GraphException($"'{source}': no value is given for variable '{name}' ({dtype.Name()} {shape}). Fix: give one, or fetch what does not read it.") { Node = variable.Name };
        bytes.Add(value.Values.Length);

        // Copied, since the caller may have them in memory that the next value is written to.
        return bytes.Given[name] = Protos.Of(value);
    }

    // An input that is a wait would run what it waits for.
    private static Dictionary<string, string> Reads(GraphDef def)
    {
        var reads = new Dictionary<string, string>(StringComparer.Ordinal);
        var handles = def.Node.Where(n => n is { Op: "VarHandleOp", Input.Count: 0 }).ToLookup(n => n.Name, Resource.NameOf, StringComparer.Ordinal);
        foreach (var node in def.Node)
        {
            if (Resource.IsRefVariable(node.Op) && node.Input.Count == 0)
            {
                reads.TryAdd(Resource.NameOf(node), node.Name);
            }
            else if (node is { Op: "ReadVariableOp", Input.Count: 1 } && handles[NodeInput.Parse(node.Input[0]).Node].FirstOrDefault() is { } name)
            {
                reads.TryAdd(name, node.Name);
            }
        }

        return reads;
    }
}
