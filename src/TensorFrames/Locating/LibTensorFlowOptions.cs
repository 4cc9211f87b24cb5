using Microsoft.Extensions.Logging;

namespace TensorFrames;

/// <summary>How libtensorflow is looked for. The default looks everywhere and fetches nothing.</summary>
public sealed record LibTensorFlowOptions
{
    /// <summary>The library file, or a folder that holds it (itself or in <c>lib/</c>). Beats every other place; must exist.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// Whether a copy may be made where none is found: unpacked from <c>../shared/tensorflow</c> (635 MB) or fetched through
    /// the user's own npm client (195 MB down, 250 MB unpacked). Off by default.
    /// </summary>
    public bool AllowFetch { get; init; }

    /// <summary>
    /// The version wanted, such as <c>1.15.0</c>, among those in the cache and those that can be fetched; default:
    /// <c>TENSORFRAMES_LIBTENSORFLOW_VERSION</c>, else the newest in the cache. A path or a redist is taken as it is.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>Where fetched libraries are kept; default <c>${XDG_CACHE_HOME:-~/.cache}/tensorframes-net</c>.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Told which library was loaded (Information), where else was looked and why not there (Debug), and what runs on it.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Told what a fetch is doing, several times a second, on the fetching thread.</summary>
    public IProgress<FetchProgress>? Progress { get; init; }
}
