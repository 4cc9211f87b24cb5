using TensorFrames.Cli.Running;

namespace TensorFrames.Cli.Parsing;

/// <summary>Verbs by the names that <c>--verb</c> takes.</summary>
internal static class VerbName
{
    private static readonly Dictionary<string, RunVerb> Verbs = new(StringComparer.Ordinal)
    {
        ["map-blocks"] = RunVerb.MapBlocks,
        ["map-blocks-trimmed"] = RunVerb.MapBlocksTrimmed,
        ["map-rows"] = RunVerb.MapRows,
    };

    internal static string[] All => [.. Verbs.Keys];

    internal static RunVerb Parse(string name) => Verbs[name];

    /// <exception cref="UsageException">Spark runs maps over blocks only.</exception>
    internal static void CheckOnSpark(RunVerb verb)
    {
        if (verb == RunVerb.MapRows)
        {
            throw new UsageException("--verb map-rows: it runs on this machine only, not on Spark. Fix: leave out --spark, or --verb map-blocks with a graph over blocks.");
        }
    }
}
