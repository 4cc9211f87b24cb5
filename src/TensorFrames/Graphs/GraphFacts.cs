namespace TensorFrames;

/// <summary>What a graph is, read from its nodes without running it. Immutable.</summary>
public sealed class GraphFacts
{
    internal GraphFacts()
    {
    }

    /// <summary>SHA-256 of the serialized graph, lower-case hex: its identity.</summary>
    public required string Hash { get; init; }

    /// <summary>Tensors that a run is fed, in the graph's order. One with <see cref="GraphTensor.HasDefault"/> need not be.</summary>
    public required IReadOnlyList<GraphTensor> Placeholders { get; init; }

    /// <summary>
    /// Candidates for a fetch, in the graph's order: outputs of operations that no node reads, without resources, variants,
    /// constants, inputs and the pivots of branches.
    /// </summary>
    public required IReadOnlyList<GraphTensor> Outputs { get; init; }

    /// <summary>Nodes of the graph itself, without those of its functions.</summary>
    public required int NodeCount { get; init; }

    /// <summary>Distinct ops of the graph itself, in ordinal order.</summary>
    public required IReadOnlyList<string> Ops { get; init; }

    /// <summary>Distinct ops in the bodies of functions, in ordinal order.</summary>
    public required IReadOnlyList<string> FunctionOps { get; init; }

    /// <summary>Functions that the graph brings along.</summary>
    public required int FunctionCount { get; init; }

    /// <summary>GraphDef version of the TensorFlow that wrote the graph; 0 where not written.</summary>
    public required int Producer { get; init; }

    /// <summary>The oldest GraphDef version that may read it; 0 where any may.</summary>
    public required int MinConsumer { get; init; }

    /// <summary>Ops that the loaded runtime cannot run, each with a node and the reason.</summary>
    public required IReadOnlyList<string> UnknownOps { get; init; }

    /// <summary>Ops that change state which outlives a run (variables, queues, mutable tables): partitions must not share a session.</summary>
    public required IReadOnlyList<string> StateWriters { get; init; }

    /// <summary>
    /// Ops whose outputs differ from run to run with equal feeds (random numbers, the time): a result must not be computed
    /// twice where the two are to agree.
    /// </summary>
    public required IReadOnlyList<string> RandomOps { get; init; }

    /// <summary>Ops that read or write files by themselves.</summary>
    public required IReadOnlyList<string> FileOps { get; init; }

    /// <summary>Variables that nothing in the graph gives a value: the graph is not frozen.</summary>
    public required IReadOnlyList<string> UninitializedVariables { get; init; }

    /// <summary>Whether the graph changes variables, queues or tables.</summary>
    public bool WritesState => StateWriters.Count != 0;

    /// <summary>Whether an op may write into the memory of a feed (InplaceUpdate, InplaceAdd, InplaceSub).</summary>
    public required bool MutatesFeeds { get; init; }

    /// <summary>Whether there are variables of TensorFlow 1's reference kind, whose outputs may change under the reader.</summary>
    public required bool HasRefVariables { get; init; }

    /// <summary>Why TensorFlow's constant folding must stay off (it would abort or hold the process); empty where it need not.</summary>
    public required IReadOnlyList<string> FoldingHazards { get; init; }
}
