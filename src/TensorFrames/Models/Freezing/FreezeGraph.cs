using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Freezing;

/// <summary>A copy of the part of a model's graph that some fetches need, with the functions it calls, to be changed in place.</summary>
internal sealed class FreezeGraph
{
    private readonly Dictionary<FunctionDef, FreezeBody> _bodies;
    private readonly ILookup<string, (FreezeBody Body, NodeDef Call)> _calls;

    private FreezeGraph(GraphDef def)
    {
        foreach (var function in def.Library?.Function ?? [])
        {
            function.Signature ??= new OpDef();
        }

        Def = def;
        Library = new FunctionLibrary(def);
        Main = new FreezeBody(def.Node, null, Library);
        _bodies = (def.Library?.Function ?? []).ToDictionary(f => f, f => new FreezeBody(f.NodeDef, f, Library), FunctionIdentity.Comparer);
        _calls = Bodies.SelectMany(b => b.Nodes.SelectMany(n => CallSites.Of(n, Library).Where(c => c.GivesResults).Select(c => (c.Function, Site: (b, n)))))
            .ToLookup(c => c.Function, c => c.Site, StringComparer.Ordinal);
    }

    public GraphDef Def { get; }

    public FunctionLibrary Library { get; }

    public FreezeBody Main { get; }

    public IEnumerable<FreezeBody> Bodies => [Main, .. _bodies.Values];

    public FreezeBody BodyOf(FunctionDef function) => _bodies[function];

    /// <summary>The nodes whose outputs are this function's results.</summary>
    public IEnumerable<(FreezeBody Body, NodeDef Call)> CallsOf(string function) => _calls[function];

    /// <summary>Copies what these operations need of a graph whose form is checked.</summary>
    public static FreezeGraph Of(GraphDef def, GraphIndex index, IEnumerable<string> operations)
    {
        var reached = index.Reach(operations.Select(index.NumberOf).Where(n => n >= 0));
        var copy = new GraphDef { Versions = def.Versions?.Clone() };
        copy.Node.AddRange(def.Node.Where((_, i) => reached[i]).Select(n => n.Clone()));
        AddFunctions(copy, new FunctionLibrary(def), clone: true);
        Strip(copy);
        return new(copy);
    }

    /// <summary>Drops what nothing needs any more: handles, names of files, functions.</summary>
    public void Prune(IEnumerable<string> operations, string source)
    {
        var index = GraphIndex.Build(Def, source);
        var reached = index.Reach(operations.Select(index.NumberOf).Where(n => n >= 0));
        var kept = Def.Node.Where((_, i) => reached[i]).ToList();
        Def.Node.Clear();
        Def.Node.AddRange(kept);
        AddFunctions(Def, new FunctionLibrary(Def), clone: false);
    }

    private static void AddFunctions(GraphDef def, FunctionLibrary library, bool clone)
    {
        var functions = library.Reached(def.Node);
        def.Library = null;
        if (functions.Count != 0)
        {
            def.Library = new FunctionDefLibrary();
            def.Library.Function.AddRange(clone ? functions.Select(f => f.Clone()) : functions);
        }
    }

    // Devices that are not here, shapes that today's inference may dispute, and places beside nodes that are gone.
    private static void Strip(GraphDef def)
    {
        foreach (var node in GraphBody.Of(def).SelectMany(b => b.Nodes))
        {
            node.Device = "";
            KeepShape(node);
            node.Attr.Remove("_output_shapes");
            node.Attr.Remove("_class");
        }
    }

    // Programs before TensorFlow 1.2 wrote any placeholder's shape as a scalar's, which TensorFlow takes for unknown; what they knew was recorded.
    private static void KeepShape(NodeDef placeholder)
    {
        if (placeholder.Op == "Placeholder" && placeholder.Attr.GetValueOrDefault("_output_shapes")?.List?.Shape is [{ UnknownRank: false, Dim.Count: > 0 } recorded]
            && placeholder.Attr.GetValueOrDefault("shape")?.Shape is null or { UnknownRank: false, Dim.Count: 0 })
        {
            placeholder.Attr["shape"] = new AttrValue { Shape = recorded.Clone() };
        }
    }
}
