namespace TensorFrames;

/// <summary>Which graph of a model is loaded, and what it may do.</summary>
public sealed record ModelOptions
{
    /// <summary>The tags of a SavedModel's graph, all of them; null: <c>serve</c>, or the only graph.</summary>
    public IReadOnlyCollection<string>? Tags { get; init; }

    /// <summary>
    /// A checkpoint's path without <c>.index</c>, of TensorFlow 1 or 2: the graph's variables take its values, found by the way to
    /// them among the model's objects or by their names, in place of those that are beside the graph. Null: the model's own.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>Whether the graph may have ops that read or write files by themselves. Default: such a graph is refused.</summary>
    public bool AllowFileOps { get; init; }

    /// <summary>Threads and devices of the graphs' sessions.</summary>
    public SessionConfig? Config { get; init; }
}
