namespace TensorFrames.Bench.Results;

/// <summary>What was measured.</summary>
internal static class Commit
{
    /// <summary>The checkout's short commit, with "-changed" where files differ from it.</summary>
    internal static string Of(string root)
    {
        var commit = Command.Output("git", "-C", root, "rev-parse", "--short", "HEAD").Trim();
        return Command.Output("git", "-C", root, "status", "--porcelain", "--untracked-files=no").Length == 0 ? commit : commit + "-changed";
    }
}
