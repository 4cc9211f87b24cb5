namespace TensorFrames;

/// <summary>What a search for libtensorflow looked at and found.</summary>
public sealed class LibTensorFlowSearch
{
    internal LibTensorFlowSearch(IReadOnlyList<LibTensorFlowCandidate> candidates, LibTensorFlowException? error)
    {
        Candidates = candidates;
        Taken = candidates.FirstOrDefault(candidate => candidate.Taken);
        Error = error;
    }

    /// <summary>Every place, in the order looked at; at most one is taken.</summary>
    public IReadOnlyList<LibTensorFlowCandidate> Candidates { get; }

    /// <summary>The place that was taken; null where none was.</summary>
    public LibTensorFlowCandidate? Taken { get; }

    /// <summary>Full path of the library taken; null where none was.</summary>
    public string? Path => Taken?.Path;

    /// <summary>Why nothing was taken and what to do about it; null where something was.</summary>
    public LibTensorFlowException? Error { get; }
}
