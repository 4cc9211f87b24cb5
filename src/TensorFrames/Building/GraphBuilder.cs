using System.Runtime.CompilerServices;
using Google.Protobuf;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Interop;

namespace TensorFrames.Building;

/// <summary>
/// Makes a graph in C#, operation by operation. TensorFlow checks each one as it is added and infers its dtypes and shapes, so that
/// a mistake is a <see cref="BuildException"/> at the line that makes it. What comes out is a frozen graph like any other, for every
/// verb and engine. For one thread at a time.
/// </summary>
public sealed unsafe partial class GraphBuilder : IDisposable
{
    private readonly GraphHandle _handle;
    private readonly Names _names = new();
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);
    private readonly ShapeInference _shapes;

    /// <summary>Begins an empty graph.</summary>
    /// <param name="runtime">The libtensorflow that checks it, and whose ops there are; default: <see cref="TensorFlowRuntime.Default"/>.</param>
    public GraphBuilder(TensorFlowRuntime? runtime = null)
    {
        Runtime = runtime ?? TensorFlowRuntime.Default;
        ErrorText error;
        var status = Shim.tfn_graph_new(Runtime.State.Handle, out _handle, &error);
        if (status != Status.Ok)
        {
            throw new GraphException($"TensorFlow {Runtime.Version} gives no empty graph: {error.Message}") { Code = (int)status };
        }

        _shapes = new ShapeInference(_handle, "the graph in the making");
    }

    /// <summary>The libtensorflow that checks it.</summary>
    public TensorFlowRuntime Runtime { get; }

    /// <summary>Names of what is made until the scope's end begin with <c>name/</c>: <c>using (graph.Scope("layer")) { … }</c>.</summary>
    /// <exception cref="BuildException">It is no name.</exception>
    public IDisposable Scope(string name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        CheckName(name, new SourceLine(file, line));
        var outer = _names.Scope;
        _names.Scope = _names.Take(name) + "/";
        return new ScopeEnd(() => _names.Scope = outer);
    }

    /// <summary>The graph as a serialized GraphDef.</summary>
    /// <param name="fetches">Only what these need; none: everything.</param>
    /// <exception cref="BuildException">A fetch is of another graph.</exception>
    public byte[] ToGraphDef(params IReadOnlyList<Tensor> fetches)
    {
        ArgumentNullException.ThrowIfNull(fetches);
        var def = Written();
        if (fetches.Count != 0)
        {
            Keep(def, fetches);
        }

        foreach (var node in def.Node)
        {
            node.Name = Final(node.Name);
            for (var i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = Renamed(node.Input[i]);
            }
        }

        return def.ToByteArray();
    }

    /// <summary>The graph, loaded and ready for verbs.</summary>
    /// <param name="fetches">Only what these need; none: everything.</param>
    /// <exception cref="BuildException">A fetch is of another graph.</exception>
    /// <exception cref="GraphException">The runtime cannot run it, or it is empty.</exception>
    public Graph ToGraph(params IReadOnlyList<Tensor> fetches) => ToGraph(null, fetches);

    /// <summary>The graph, loaded with these threads and devices.</summary>
    /// <exception cref="BuildException">A fetch is of another graph.</exception>
    /// <exception cref="GraphException">The runtime cannot run it, or it is empty.</exception>
    public Graph ToGraph(SessionConfig? config, params IReadOnlyList<Tensor> fetches) =>
        Graph.Load(GraphFile.Load(ToGraphDef(fetches), "graph built in C#"), Runtime, config);

    /// <summary>Lets go of the graph in the making; graphs that were made of it stay.</summary>
    public void Dispose() => _handle.Dispose();

    internal void Name(Operation operation, string name, SourceLine at)
    {
        CheckName(name, at);
        if (operation.IsNamed)
        {
            throw Fault($"'{operation.Name}' ({operation.Op}) has its name already and cannot be '{name}' too. Fix: name it once, or an Identity of it", at);
        }

        _names.Return(operation.Name);
        operation.Name = _names.Take(name);
        operation.IsNamed = true;
        _renamed[operation.Made] = operation.Name;
    }

    internal static BuildException Fault(string what, SourceLine at, int code = 0)
    {
        var found = at.Found();
        return new BuildException($"{found}: {what}.") { SourceFile = found.Line > 0 ? found.File : "", SourceLine = found.Line, Code = code == 0 ? null : code };
    }

    private static void CheckName(string name, SourceLine at)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Names.IsValid(name))
        {
            throw Fault($"'{name}' is no name of an operation. Fix: letters, digits, _ . - and /, the first one a letter, a digit or .", at);
        }
    }

    private GraphDef Written()
    {
        NativeBytes bytes;
        ErrorText error;
        var status = Shim.tfn_graph_write(_handle, &bytes, &error);
        if (status != Status.Ok)
        {
            throw new GraphException($"TensorFlow {Runtime.Version} cannot write the graph: {error.Message}") { Code = (int)status };
        }

        try
        {
            return GraphDef.Parser.ParseFrom(new ReadOnlySpan<byte>(bytes.Data, checked((int)bytes.Length)));
        }
        finally
        {
            Shim.tfn_bytes_free(&bytes);
        }
    }

    private void Keep(GraphDef def, IReadOnlyList<Tensor> fetches)
    {
        if (fetches.FirstOrDefault(f => f.Graph != this) is { } foreign)
        {
            throw Fault($"'{foreign.Name}' belongs to another graph. Fix: fetch tensors of this one, or append the other (Append)", SourceLine.OfCaller);
        }

        var index = GraphIndex.Build(def, "graph built in C#");
        var reached = index.Reach(fetches.Select(f => index.NumberOf(f.Operation.Made)));
        var kept = def.Node.Where((_, i) => reached[i]).ToList();
        def.Node.Clear();
        def.Node.AddRange(kept);
    }

    private string Final(string made) => _renamed.GetValueOrDefault(made, made);

    private string Renamed(string input)
    {
        var parsed = NodeInput.Parse(input);
        var at = parsed.IsControl ? 1 : 0;
        return input[..at] + Final(parsed.Node) + input[(at + parsed.Node.Length)..];
    }

    private sealed class ScopeEnd(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
