using System.Runtime.CompilerServices;
using System.Text;
using Google.Protobuf;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Graphs.Rewriting;
using TensorFrames.Interop;

namespace TensorFrames.Building;

/// <content>Graphs of graphs.</content>
public sealed unsafe partial class GraphBuilder
{
    /// <summary>Adds a whole graph, some of whose inputs are tensors of this one: the outputs of one graph feed another.</summary>
    /// <param name="graph">A graph that was loaded or built, on any runtime.</param>
    /// <param name="feeds">Its placeholders, and the tensors in their place. Placeholders that are left stay, under the name.</param>
    /// <param name="name">What the names of its operations begin with; default: graph.</param>
    /// <param name="file">Filled in by C#.</param>
    /// <param name="line">Filled in by C#.</param>
    /// <exception cref="BuildException">A feed is of another dtype or shape, or the graph has no such placeholder.</exception>
    /// <exception cref="GraphException">The runtime cannot run the graph.</exception>
    public AppendedGraph Append(Graph graph, IReadOnlyDictionary<string, Tensor> feeds, string name = "graph", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return Append(graph.OriginalBytes(), feeds, name, file, line);
    }

    /// <summary>As <see cref="Append(Graph, IReadOnlyDictionary{string, Tensor}, string, string, int)"/>, of a serialized GraphDef.</summary>
    /// <exception cref="BuildException">A feed is of another dtype or shape, or the graph has no such placeholder.</exception>
    /// <exception cref="GraphException">It is no valid GraphDef, or the runtime cannot run it.</exception>
    public AppendedGraph Append(ReadOnlyMemory<byte> graphDef, IReadOnlyDictionary<string, Tensor> feeds, string name = "graph", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(feeds);
        var at = new SourceLine(file, line);
        CheckName(name, at);
        var def = Without(GraphFile.Load(graphDef, name), feeds, at);
        var prefix = _names.Take(name);
        while (_names.Any(prefix + "/"))
        {
            prefix = _names.Take(name);
        }

        Import(def.ToByteArray(), prefix, feeds, at);
        foreach (var node in def.Node)
        {
            _names.Add($"{prefix}/{node.Name}");
        }

        return new AppendedGraph(this, prefix, def.Node.Select(n => KeyValuePair.Create(n.Name, n.Op)));
    }

    /// <summary>An operation that came with a graph.</summary>
    internal Operation Appended(string name, string op)
    {
        List<(DType DType, TensorShape Shape)> outputs = [];
        var first = _shapes.Output(name, 0);
        for (var i = 0; i < first.Outputs; i++)
        {
            var output = _shapes.Output(name, i);
            outputs.Add((output.DType, output.Shape));
        }

        return new Operation(this, name, name, op, outputs, [.. outputs.Select(_ => 1)]);
    }

    /// <summary>The graph as this runtime takes it, without the placeholders that are fed.</summary>
    private GraphDef Without(GraphFile file, IReadOnlyDictionary<string, Tensor> feeds, SourceLine at)
    {
        foreach (var (name, tensor) in feeds)
        {
            if (file.Index.Find(name) is not { } node || !GraphReader.CanBeFed(node))
            {
                throw Fault(FetchNames.UnknownPlaceholder(file, name).Message.TrimEnd('.'), at);
            }

            var placeholder = GraphReader.Placeholder(node, file.Def);
            if (tensor.Graph != this || tensor.DType != placeholder.DType || !tensor.Shape.Fits(placeholder.Shape))
            {
                throw Fault($"{tensor} cannot feed placeholder {placeholder} of the graph: {(tensor.Graph != this ? "it belongs to another graph" : tensor.DType != placeholder.DType ? "the dtype differs" : "the shape differs")}. Fix: a tensor of this graph, cast or reshaped", at);
            }
        }

        var def = GraphDef.Parser.ParseFrom(GraphRewriting.For(file, Runtime.Registry).Bytes.Span);
        foreach (var node in def.Node)
        {
            // Hints of its writer, which what is fed now may not keep, and places beside nodes and waits for nodes that go.
            node.Attr.Remove("_output_shapes");
            node.Attr.Remove("_class");
            var inputs = node.Input.Where(i => !i.StartsWith('^') || !feeds.ContainsKey(i[1..])).ToList();
            node.Input.Clear();
            node.Input.AddRange(inputs);
        }

        var kept = def.Node.Where(n => !feeds.ContainsKey(n.Name)).ToList();
        def.Node.Clear();
        def.Node.AddRange(kept);
        return def;
    }

    private void Import(byte[] graphDef, string prefix, IReadOnlyDictionary<string, Tensor> feeds, SourceLine at)
    {
        using var texts = new PinnedTexts();
        var from = feeds.Keys.Select(k => new Port { Operation = texts.Of(k) }).ToArray();
        var to = feeds.Values.Select(t => new Port { Operation = texts.Of(t.Operation.Made), Index = t.Index }).ToArray();
        ErrorText error;
        fixed (byte* bytes = graphDef)
        fixed (Port* replaced = from)
        fixed (Port* by = to)
        {
            var status = Shim.tfn_graph_append(_handle, bytes, graphDef.Length, prefix, replaced, by, from.Length, &error);
            if (status != Status.Ok)
            {
                throw Fault($"the graph cannot be appended as '{prefix}': {error.Message.TrimEnd('.')}", at, (int)status);
            }
        }
    }
}
