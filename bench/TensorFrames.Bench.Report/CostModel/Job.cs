using System.Globalization;
using System.Text.RegularExpressions;
using TensorFrames.Bench.Report.Pictures;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.CostModel;

/// <summary>What a job's time depends on.</summary>
/// <param name="Rows">Of the table.</param>
/// <param name="TableBytes">Bytes of all its values.</param>
/// <param name="BytesIn">Bytes of Arrow to workers; 0 where there is no worker.</param>
/// <param name="BytesOut">Bytes of Arrow from workers; 0 where nothing comes back.</param>
/// <param name="Batches">Batches to workers.</param>
/// <param name="Slots">Tasks at a time, in all executors together.</param>
/// <param name="Cores">Cores of all machines together.</param>
/// <param name="Local">Whether driver and executor are one process.</param>
internal sealed partial record Job(double Rows, double TableBytes, double BytesIn, double BytesOut, double Batches, int Slots, int Cores, bool Local)
{
    internal bool HasWorker => BytesIn > 0;

    /// <summary>A job as it was measured and counted; null where its counts were not kept, as of peers.</summary>
    /// <param name="cores">Of the machine.</param>
    internal static Job? Of(Measurement measured, int cores) =>
        measured.Counters is { } counters && counters.TryGetValue("cores", out var slots) && RowBytes(measured.Case) is { } rowBytes
            ? new(measured.Rows, measured.Rows * rowBytes, counters.GetValueOrDefault("bytes in"), counters.GetValueOrDefault("bytes out"), counters.GetValueOrDefault("batches"),
                (int)Math.Min(slots, counters.GetValueOrDefault("partitions", slots)), cores, JobSetting.Of(measured).IsLocal)
            : null;

    /// <summary>Bytes of a row of one of bench/spark's tables: "doubles", "4 doubles", "32 floats", "2 rows"; null of another.</summary>
    internal static double? RowBytes(string table)
    {
        var match = Table().Match(table);
        var count = match.Groups["count"] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 1;
        return !match.Success ? null : match.Groups["what"].Value switch { "doubles" => 8 * count, "floats" => 4 * count, _ => 8 };
    }

    [GeneratedRegex("^((?<count>[0-9]+) )?(?<what>doubles|floats|rows)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Table();
}
