namespace TensorFrames;

/// <summary>How a graph is loaded and its sessions run.</summary>
public sealed record GraphOptions
{
    /// <summary>
    /// Threads that run independent ops of one graph side by side; -1 (the default) runs them on the calling thread, the
    /// fastest for graphs of few ops. 0: TensorFlow's choice.
    /// </summary>
    public int InterOpThreads { get; init; } = -1;

    /// <summary>Threads inside one op; 0: one a core. Shared by the whole process: the first session decides.</summary>
    public int IntraOpThreads { get; init; }

    /// <summary>GPUs to use, as CUDA numbers them (<c>"0,1"</c>); null: all.</summary>
    public string? VisibleDevices { get; init; }

    /// <summary>Whether GPU memory is taken as needed, not all at once.</summary>
    public bool AllowGrowth { get; init; }

    /// <summary>Whether ops may run where they were not placed, if the device is absent.</summary>
    public bool SoftPlacement { get; init; } = true;

    /// <summary>Whether the ops of the graph that read or write files are allowed.</summary>
    public bool AllowFileOps { get; init; }
}
