using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>How many bytes of a row are borrowed and how many are copied on the way into a tensor, by our own counters.</summary>
internal static class BorrowedCopied
{
    internal const string Name = "borrowed-copied";
    private const string Borrowed = "borrowed bytes";
    private const string Copied = "copied bytes";

    internal static Section Of(Measured measured)
    {
        var counted = measured.Of(Stages.In).Where(m => m.Subject == Subjects.Ours && m.Rows > 0 && m.Counters is { } c && c.ContainsKey(Borrowed) && c.ContainsKey(Copied)).ToArray();
        if (counted.Length == 0)
        {
            return Section.NotRun(Name, Measured.ConversionsFile, "counters of columns on their way into tensors");
        }

        var bars = counted.GroupBy(m => m.Case).Select(g => g.MaxBy(m => m.Rows)!)
            .Select(m => new Bar(m.Case, [m.Counters![Borrowed] / m.Rows, m.Counters[Copied] / m.Rows])).ToArray();
        var chart = new BarChart("Bytes of a row on its way into a tensor", "bytes a row", "column", ["borrowed", "copied"], bars, "B");
        return new Section(Name, [new Picture(Name, chart, "Bars of bytes a row for each kind of column, borrowed and copied apart.", Source.Of(measured.Conversions!))]);
    }
}
