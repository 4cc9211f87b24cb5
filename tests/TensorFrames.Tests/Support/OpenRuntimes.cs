using System.Collections.Concurrent;

namespace TensorFrames.Tests;

/// <summary>Each real libtensorflow, opened once a test process.</summary>
internal static class OpenRuntimes
{
    private static readonly ConcurrentDictionary<string, Lazy<TensorFlowRuntime>> Opened = new(StringComparer.Ordinal);

    internal static TensorFlowRuntime Open(this Runtime tf) =>
        Opened.GetOrAdd(tf.Version, _ => new(() => TensorFlowRuntime.Open(tf.LibraryPath))).Value;
}
