using Apache.Arrow;
using TensorFrames.Engine;
using TensorFrames.Verbs;

namespace TensorFrames;

/// <summary>A frame whose rows are grouped by key columns, to be aggregated. Immutable and thread-safe.</summary>
public sealed class GroupedFrame
{
    private readonly Frame _frame;

    internal GroupedFrame(Frame frame, IReadOnlyList<string> keys) => (_frame, Keys) = (frame, keys);

    /// <summary>The key columns, in the order given.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>
    /// Reduces each group's rows to one with a graph that reduces a block, by the names and rules of
    /// <see cref="Frame.ReduceBlocks(Graph, ReduceOptions, EngineOptions?, CancellationToken)"/>: fetch <c>z</c> is made of
    /// placeholder <c>z_input</c>, fed from column <c>z</c>, and the graph must give f(f(a), f(b)) = f(a and b), since groups that
    /// outgrow the memory limit are reduced in pieces; or a fetch be the Mean of its placeholder over axis 0, which is a sum and a count in
    /// pieces. A group of one row is that row. Where every fetch is a reduction over axis 0
    /// that TensorFlow can do for many groups at once (Sum, Prod, Min, Max, Mean, Any, All), one run does.
    /// </summary>
    /// <returns>
    /// A frame again: the keys in the order given, with their types (of a dictionary, its values'), then the fetches, sorted by
    /// name. It runs when results are taken. Groups come in an order that their keys alone decide, neither theirs nor that of
    /// rows. A null key is a group; all NaN are one key, and 0 and -0.
    /// </returns>
    /// <exception cref="PlanException">Keys, graph, table and options do not fit together.</exception>
    public Frame Aggregate(Graph graph, AggregateOptions options) => _frame.Aggregate(Keys, graph, options);

    /// <summary><see cref="Aggregate(Graph, AggregateOptions)"/> of these fetches.</summary>
    public Frame Aggregate(Graph graph, params string[] fetches) => Aggregate(graph, new AggregateOptions { Fetches = fetches });
}
