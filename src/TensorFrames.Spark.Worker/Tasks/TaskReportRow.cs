using System.Globalization;
using Apache.Arrow;
using TensorFrames.Spark.Worker.Libraries;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>A task's report: a row for the driver, a line for the log.</summary>
internal sealed class TaskReportRow
{
    private readonly Dictionary<string, object> _values;

    private readonly string _head;

    private readonly string _tail;

    internal TaskReportRow(TaskHeader header, TaskCounts counts, IReadOnlyList<ConversionReport> reports, OpenLibrary? library)
    {
        var feeds = reports.SelectMany(r => r.Feeds).ToList();
        var (borrowed, copied) = (feeds.Sum(f => f.BorrowedBytes), feeds.Sum(f => f.CopiedBytes));
        var share = borrowed + copied == 0 ? "nothing fed" : string.Create(CultureInfo.InvariantCulture, $"borrowed {100.0 * borrowed / (borrowed + copied):0.##} %");
        _head = $"stage {header.StageId}, attempt {header.AttemptNumber}, task {header.TaskAttemptId}, {share}: ";
        var reasons = feeds.SelectMany(f => f.Reasons.OrderBy(r => r.Key).Select(r => $"{f.Column}: {r.Key} {r.Value}"));
        _tail = $", read_batches={counts.Batches}, read_bytes={counts.Read}, seconds_writing={Text(counts.Writing.TotalSeconds)}, gathered_bytes={counts.Gathered}, assembled_bytes={counts.Assembled}";
        _values = new(StringComparer.Ordinal)
        {
            [TaskReport.Partition] = header.Partition,
            [TaskReport.Rows] = counts.Rows,
            [TaskReport.OutputRows] = counts.OutputRows,
            [TaskReport.Blocks] = counts.Blocks,
            [TaskReport.ReblockedBlocks] = counts.Reblocked,
            [TaskReport.SavedRuns] = reports.Sum(r => r.SavedRuns),
            [TaskReport.SpilledBytes] = reports.Sum(r => r.Aggregate?.SpilledBytes ?? 0),
            [TaskReport.BorrowedBytes] = borrowed,
            [TaskReport.CopiedBytes] = copied,
            [TaskReport.CopyReasons] = string.Join('\n', reasons),
            [TaskReport.Columns] = TaskReportColumns.Write(reports),
            [TaskReport.MovedBytes] = counts.Moved,
            [TaskReport.Library] = library?.Runtime.LibraryPath ?? "",
            [TaskReport.LibraryVersion] = library?.Runtime.Version ?? "",
            [TaskReport.LibrarySource] = library?.Source ?? "",
            [TaskReport.Reading] = counts.Reading.TotalSeconds,
            [TaskReport.Running] = counts.Running.TotalSeconds,
            [TaskReport.Waiting] = counts.Waiting.TotalSeconds,
        };
    }

    internal RecordBatch Row => OneRow.Of(TaskReport.Schema, _values);

    /// <summary>
    /// The same facts in one line, in the columns' order, after which task it is and its borrowed share. What went over the
    /// socket comes last: a report goes before its own writing, and in its stead.
    /// </summary>
    internal string Line => $"{_head}{string.Join(", ", TaskReport.Schema.FieldsList.Select(f => $"{f.Name}={Text(_values[f.Name])}"))}{_tail}";

    private static string Text(object value) => value is double seconds ? seconds.ToString("0.0000", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace('\n', ';');
}
