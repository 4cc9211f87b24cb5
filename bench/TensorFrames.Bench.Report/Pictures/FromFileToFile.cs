using System.Globalization;
using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>A table from a file through TensorFlow into a file, on one core and on all.</summary>
internal static class FromFileToFile
{
    internal const string Name = "files";
    private const string Files = " files";

    internal static Section Of(Measured measured)
    {
        var all = measured.Of(Stages.RoundTrip).Where(m => m.Case.EndsWith(Files, StringComparison.Ordinal) && m.Value is not null).ToArray();
        if (all.Length == 0)
        {
            return Section.NotRun(Name, Measured.ConversionsFile, "files");
        }

        var bars = all.OrderBy(m => m.Case, StringComparer.Ordinal).ThenByDescending(m => m.Value).Select(m => new Bar(
            $"{m.Case.Split(", ")[^1].Replace(Files, "", StringComparison.Ordinal)}: {m.Subject}, {(m.Setting.EndsWith("all cores", StringComparison.Ordinal) ? "all cores" : "one core")}", [m.Value!.Value * 1000])).ToArray();
        var chart = new BarChart(string.Create(CultureInfo.InvariantCulture, $"{all[0].Rows:N0} doubles from file to file, x + 3"), "milliseconds", "files", ["time"], bars, "ms");
        return new Section(Name, [new Picture(Name, chart, $"{chart.Title}: bars of milliseconds for each kind of file.", Source.Of(measured.Conversions!))]);
    }
}
