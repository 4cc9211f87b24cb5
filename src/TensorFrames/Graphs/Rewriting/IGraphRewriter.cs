using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs.Rewriting;

/// <summary>One change that makes a graph fit the loaded runtime. Rewriters run one after another on a private copy.</summary>
internal interface IGraphRewriter
{
    /// <summary>Changes the graph in place. Returns one line per kind of change made; none where the graph already fits.</summary>
    IEnumerable<string> Rewrite(GraphDef def, OpLookup ops, string source);
}
