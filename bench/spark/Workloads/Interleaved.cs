using System.Diagnostics;
using TensorFrames.Bench.Check;

namespace TensorFrames.Bench.Spark;

/// <summary>Jobs timed in turns, so that all meet the machine and the JVM in the same state.</summary>
internal static class Interleaved
{
    /// <summary>Seconds of each job, round by round.</summary>
    internal static async Task<double[][]> MeasureAsync(int rounds, params Func<Task>[] jobs)
    {
        for (var warm = 0; warm < 3; warm++)
        {
            foreach (var job in jobs)
            {
                await job();
            }
        }

        var times = jobs.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            // The first to go changes from round to round.
            for (var i = 0; i < jobs.Length; i++)
            {
                var at = (i + round) % jobs.Length;
                var start = Stopwatch.GetTimestamp();
                await jobs[at]();
                times[at][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        return times;
    }

    /// <summary>The median of the rounds' ratios.</summary>
    internal static double Ratio(double[] ours, double[] reference) => Median.Of(ours.Zip(reference, (a, b) => a / b));
}
