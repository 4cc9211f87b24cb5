using System.Diagnostics;
using TensorFrames.Bench.Check;

namespace TensorFrames.Bench.Spark.Workloads;

/// <summary>Jobs timed in turns, so that all meet the machine and the JVM in the same state.</summary>
internal static class Interleaved
{
    private const int WarmRounds = 3;

    /// <summary>Seconds of each job, round by round.</summary>
    internal static async Task<double[][]> MeasureAsync(int rounds, params Func<Task>[] jobs) =>
        [.. (await MeasureAsync(WarmRounds, rounds, [.. jobs.Select(Timed)])).Select(s => s.Warm)];

    /// <summary>Each job's very first run, and its runs after <paramref name="warm"/> rounds.</summary>
    internal static async Task<Series[]> MeasureAsync(int warm, int rounds, IReadOnlyList<Func<Task<double>>> jobs)
    {
        var series = jobs.Select(_ => new Series(new double[warm], new double[rounds])).ToArray();
        for (var round = 0; round < warm; round++)
        {
            for (var at = 0; at < jobs.Count; at++)
            {
                series[at].WarmingUp[round] = await jobs[at]();
            }
        }

        for (var round = 0; round < rounds; round++)
        {
            // The first to go changes from round to round.
            for (var i = 0; i < jobs.Count; i++)
            {
                var at = (i + round) % jobs.Count;
                series[at].Warm[round] = await jobs[at]();
            }
        }

        return series;
    }

    /// <summary>A job whose seconds are counted here.</summary>
    internal static Func<Task<double>> Timed(Func<Task> job) => async () =>
    {
        var start = Stopwatch.GetTimestamp();
        await job();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    };

    /// <summary>The median of the rounds' ratios.</summary>
    internal static double Ratio(double[] ours, double[] reference) => Median.Of(ours.Zip(reference, (a, b) => a / b));
}
