using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>What a session costs at its start, what its processes hold, and what goes through their sockets.</summary>
internal static class Executors
{
    internal const string Name = "executors";

    // Jobs that stand beside MapBlocks to tell where time goes; here they would say the same once more.
    private static readonly string[] s_beside = [JobNames.Scan, JobNames.Echo, "MapBlocks by fed columns", "MapBlocksTrimmed"];

    internal static Section Of(Measured measured)
    {
        Picture[] pictures =
        [
            .. Bars(measured, Stages.ColdStart, "cold-start", "A session's first job", "seconds", "s", 1, m => $"{m.Subject}: {m.Case}{(m.Value is not null && Elsewhere(m) is null && m.Note is { } note ? $", {note}" : "")}"),
            .. Bars(measured, Stages.Memory, "memory", "Memory of an executor's processes at most (PSS)", "MB", "MB", 1e6, m => $"{m.Subject}, {m.Case}: {(m.Setting.EndsWith(", 32 floats", StringComparison.Ordinal) ? "32 floats" : "doubles")}"),
            .. Bars(measured, Stages.Socket, "socket", "Through the sockets between the JVM and its workers", "bytes a row", "B", 0, m => $"{m.Subject}: {m.Case}"),
        ];
        return pictures.Length > 0 ? new Section(Name, pictures) : Section.NotRun(Name, Measured.SparkFile, "cold starts");
    }

    // Of the newest Spark on local[2]; a unit of 0 divides by rows.
    private static IEnumerable<Picture> Bars(Measured measured, string stage, string file, string title, string axis, string unit, double by, Func<Measurement, string> name)
    {
        var all = measured.Of(stage).Where(m => !s_beside.Contains(m.Subject)).ToArray();
        var newest = JobSetting.Newest(all.Where(m => m.Setting.Length > 0));
        var bars = all.Where(m => m.Setting.Length == 0 || (JobSetting.Of(m).Version == newest && m.Setting.Contains(JobSetting.Local, StringComparison.Ordinal)))
            .OrderBy(m => m.Subject == Subjects.Ours ? 0 : 1)
            .Select(m => m.Value is { } value ? new Bar(name(m), [value / (by == 0 ? m.Rows : by)], Elsewhere(m)) : new Bar(name(m), [], m.Note ?? "not run")).DistinctBy(b => b.Name).ToArray();
        if (bars.Length > 0)
        {
            yield return new Picture(file, new BarChart($"{title}, Spark {newest}", axis, "what", [axis], bars, unit), $"{title}: bars of {axis}.", Source.Of(measured.Spark!));
        }
    }

    private static string? Elsewhere(Measurement m) => m.Note?.StartsWith("measured elsewhere", StringComparison.Ordinal) == true ? m.Note : null;
}
