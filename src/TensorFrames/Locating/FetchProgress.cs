namespace TensorFrames;

/// <summary>How far a fetch of libtensorflow has come.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="What">What it is done to, for people: a package or an archive.</param>
/// <param name="Bytes">Bytes done in this step.</param>
/// <param name="TotalBytes">Bytes of the whole step; 0 where not known.</param>
public readonly record struct FetchProgress(FetchStep Step, string What, long Bytes, long TotalBytes);

/// <summary>The steps of a fetch, in order.</summary>
public enum FetchStep
{
    /// <summary>Another process is fetching the same.</summary>
    Waiting,

    /// <summary>npm is downloading the package.</summary>
    Downloading,

    /// <summary>The package is being unpacked and checked.</summary>
    Unpacking,

    /// <summary>The library is in the cache.</summary>
    Done,
}
