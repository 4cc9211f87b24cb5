namespace TensorFrames.Bench.Spark.Workloads;

/// <summary>Seconds of one job's runs.</summary>
/// <param name="WarmingUp">Of those that only warm up, the first of which is the session's first of its kind.</param>
/// <param name="Warm">Of those that count.</param>
internal sealed record Series(double[] WarmingUp, double[] Warm)
{
    internal double Median => Check.Median.Of(Warm);

    /// <summary>Half of what lies between the quartiles.</summary>
    internal double Spread => HalfQuartiles(Warm);

    private static double HalfQuartiles(double[] values)
    {
        var sorted = values.Order().ToArray();
        double At(double share)
        {
            var (low, part) = ((int)(share * (sorted.Length - 1)), share * (sorted.Length - 1) % 1);
            return sorted[low] + (part * (sorted[Math.Min(low + 1, sorted.Length - 1)] - sorted[low]));
        }

        return (At(0.75) - At(0.25)) / 2;
    }
}
