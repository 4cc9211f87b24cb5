namespace TensorFrames;

/// <summary>Which graph of a model is loaded, and what it may do.</summary>
public sealed record ModelOptions
{
    /// <summary>The tags of a SavedModel's graph, all of them; null: <c>serve</c>, or the only graph.</summary>
    public IReadOnlyCollection<string>? Tags { get; init; }

    /// <summary>A checkpoint's path without <c>.index</c>, where a <c>.meta</c> file's values are not beside it.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Whether the graph may have ops that read or write files by themselves. Default: such a graph is refused.</summary>
    public bool AllowFileOps { get; init; }

    /// <summary>Threads and devices of the graphs' sessions.</summary>
    public SessionConfig? Config { get; init; }
}
