namespace TensorFrames.Bench.Results;

/// <summary>What was measured.</summary>
internal static class Commit
{
    /// <summary>The checkout's short commit, with "-changed" where files differ from it that are not what runs write.</summary>
    internal static string Of(string root)
    {
        var commit = Command.Output("git", "-C", root, "rev-parse", "--short", "HEAD").Trim();
        return Command.Output("git", "-C", root, "status", "--porcelain", "--untracked-files=no", "--", ":!bench/results", ":!bench/history", ":!docs").Length == 0 ? commit : commit + "-changed";
    }
}
