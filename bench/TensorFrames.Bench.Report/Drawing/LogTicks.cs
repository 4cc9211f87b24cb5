using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace TensorFrames.Bench.Report.Drawing;

/// <summary>An axis whose places are logarithms and whose labels are not.</summary>
internal static class LogTicks
{
    /// <summary>Sets the axis to hold all values; a label at each power of ten, and between them where there are few.</summary>
    internal static void Set(IAxis axis, IEnumerable<double> values)
    {
        var logs = values.Select(Math.Log10).ToArray();
        var (low, high) = (Math.Floor(logs.Min() * 2.0) / 2.0, Math.Ceiling(logs.Max() * 2.0) / 2.0);
        high = high == low ? low + 0.5 : high;
        var ticks = new NumericManual();
        double[] steps = (high - low) switch { > 2.5 => [1], > 1 => [1, 2, 5], _ => [1, 2, 3, 4, 5, 6, 8] };

        // Markers are not cut by the ends of the axis.
        (low, high) = (Math.Min(low, logs.Min() - (0.03 * (high - low))), Math.Max(high, logs.Max() + (0.03 * (high - low))));
        for (var power = (int)Math.Floor(low); power <= high; power++)
        {
            for (var digit = 1; digit < 10; digit++)
            {
                var at = power + Math.Log10(digit);
                if (at >= low - 1e-9 && at <= high + 1e-9)
                {
                    if (steps.Contains(digit))
                    {
                        ticks.AddMajor(at, (digit * Math.Pow(10, power)).ToString("#,0.######", CultureInfo.InvariantCulture));
                    }
                    else
                    {
                        ticks.AddMinor(at);
                    }
                }
            }
        }

        axis.TickGenerator = ticks;
        axis.Range.Set(low, high);
    }
}
