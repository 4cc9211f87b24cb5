using System.Collections.Concurrent;
using Xunit;

namespace TensorFrames.Tests;

/// <summary>Each real libtensorflow, opened once a test, whose end then finds whether all of it was given back.</summary>
internal static class OpenRuntimes
{
    private static readonly ConcurrentDictionary<(string Test, string Version), Lazy<TensorFlowRuntime>> Opened = new();

    internal static TensorFlowRuntime Open(this Runtime tf) =>
        Opened.GetOrAdd((TestContext.Current.Test?.UniqueID ?? "", tf.Version), _ => new(() => TensorFlowRuntime.Open(tf.LibraryPath))).Value;

    /// <summary>What the test's runtimes still hold once the collector has seen to what was dropped; closes them.</summary>
    internal static IReadOnlyList<string> Close(string test)
    {
        List<string> live = [];
        foreach (var tf in TestRuntimes.All)
        {
            if (Opened.TryRemove((test, tf.Version), out var opened) && opened.IsValueCreated)
            {
                using var runtime = opened.Value;
                if (Settle(runtime) is { } left)
                {
                    live.Add($"{tf.Version}: {left}");
                }
            }
        }

        return live;
    }

    /// <summary>Waits until this is so: TensorFlow may let go of what it was fed a moment after a run, on another thread.</summary>
    internal static bool Soon(Func<bool> isSo) => SpinWait.SpinUntil(
        () =>
        {
            foreach (var tf in TestRuntimes.All)
            {
                if (Opened.TryGetValue((TestContext.Current.Test?.UniqueID ?? "", tf.Version), out var opened) && opened.IsValueCreated)
                {
                    _ = opened.Value.Counters;
                }
            }

            return isSo();
        },
        TimeSpan.FromSeconds(5));

    private static RuntimeCounters? Settle(TensorFlowRuntime runtime)
    {
        for (var i = 0; i < 10; i++)
        {
            var counters = runtime.Counters;
            if (counters is { LiveBytes: 0, LiveTensors: 0, LiveOutputs: 0, LiveLeases: 0, LiveGraphs: 0, LiveSessions: 0 })
            {
                return null;
            }

            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return runtime.Counters;
    }
}
