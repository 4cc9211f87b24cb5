using System.Runtime.InteropServices;
using TensorFrames.Locating;

namespace TensorFrames.Cli.Doctor;

/// <summary>What <c>doctor</c> found.</summary>
internal sealed class DoctorFacts : IDisposable
{
    private DoctorFacts(LibTensorFlowSearch search, TensorFlowRuntime? runtime, LibTensorFlowException? error) =>
        (Search, Runtime, Error) = (search, runtime, error);

    internal LibTensorFlowSearch Search { get; }

    /// <summary>The library, loaded; null where none is there or it cannot be loaded.</summary>
    internal TensorFlowRuntime? Runtime { get; }

    /// <summary>Why there is none and what to do about it; null where there is one, or where it would be fetched.</summary>
    internal LibTensorFlowException? Error { get; }

    internal static int? Shim => ShimLibrary.Version;

    internal static string System => $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} cores";

    internal static string DotNet => RuntimeInformation.FrameworkDescription;

    internal static string Tool => typeof(DoctorFacts).Assembly.GetName().Version!.ToString(3);

    /// <summary>Whether a library that is not there yet would be fetched when it is needed.</summary>
    internal static bool WouldBeFetched(LibTensorFlowCandidate candidate) => candidate.WhyNot == Locator.NotFetched;

    internal static DoctorFacts Find(LibTensorFlowSearch search, Func<string, TensorFlowRuntime> open)
    {
        if (search.Path is not { } path)
        {
            return new(search, null, search.Candidates.Any(WouldBeFetched) ? null : search.Error);
        }

        try
        {
            return new(search, open(path), null);
        }
        catch (LibTensorFlowException error)
        {
            return new(search, null, error);
        }
    }

    public void Dispose() => Runtime?.Dispose();
}
