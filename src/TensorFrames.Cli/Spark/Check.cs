namespace TensorFrames.Cli.Spark;

/// <summary>One question of <c>doctor --spark</c> and its answer.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Passed">Whether it is as it should be.</param>
/// <param name="Message">What was found; where it failed, why and the fix. One line.</param>
internal sealed record Check(string Name, bool Passed, string Message)
{
    internal static Check Pass(string name, string message) => new(name, true, message);

    /// <summary>An error's message as one line: Spark adds stack traces to its own.</summary>
    internal static Check Fail(string name, Exception error, string fix)
    {
        var words = error.Message.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("at ", StringComparison.Ordinal));
        var line = string.Join(' ', words);
        return new(name, false, line.Contains("Fix:", StringComparison.Ordinal) ? line : $"{line.TrimEnd('.')}. Fix: {fix}");
    }

    /// <summary>It could not be asked, since an earlier one failed.</summary>
    internal static Check NotAsked(string name, string because) => new(name, false, $"not checked: {because}. Fix: that first.");
}
