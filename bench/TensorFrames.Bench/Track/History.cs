using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Track;

/// <summary>bench/history: a file a run, named by its time and commit, so that names sort as they were made.</summary>
internal sealed class History(string folder)
{
    /// <summary>The last run, of this machine where it has one.</summary>
    internal TrackedRun? Last(Machine machine)
    {
        var runs = Runs();
        return runs.LastOrDefault(r => r.Machine == machine) ?? (runs.Count > 0 ? runs[^1] : null);
    }

    /// <summary>All of them, oldest first.</summary>
    internal IReadOnlyList<TrackedRun> Runs() => !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(f => TrackedRun.Parse(File.ReadAllText(f)))];

    /// <summary>Adds a run; the path of its file.</summary>
    internal string Append(TrackedRun run)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{run.Date:yyyyMMdd-HHmmss}-{run.Commit}.json");
        File.WriteAllText(path, run.ToJson());
        return path;
    }
}
