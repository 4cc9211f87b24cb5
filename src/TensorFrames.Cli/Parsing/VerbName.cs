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
        ["reduce-blocks"] = RunVerb.ReduceBlocks,
        ["reduce-rows"] = RunVerb.ReduceRows,
    };

    internal static string[] All => [.. Verbs.Keys];

    internal static RunVerb Parse(string name) => Verbs[name];

    /// <exception cref="UsageException">An option means nothing to the verb.</exception>
    internal static void Check(RunVerb verb, MapOptions options)
    {
        if (verb is RunVerb.ReduceBlocks or RunVerb.ReduceRows && options.Keep is not null)
        {
            throw new UsageException($"--keep: --verb {Verbs.First(v => v.Value == verb).Key} gives one row of the fetches and keeps no columns. Fix: leave it out.");
        }
    }

    /// <exception cref="UsageException">Spark runs maps over blocks only.</exception>
    internal static void CheckOnSpark(RunVerb verb)
    {
        if (verb is RunVerb.ReduceBlocks or RunVerb.ReduceRows)
        {
            throw new UsageException($"--verb {Verbs.First(v => v.Value == verb).Key}: it runs on this machine only, not on Spark. Fix: leave out --spark.");
        }

        if (verb == RunVerb.MapRows)
        {
            throw new UsageException("--verb map-rows: it runs on this machine only, not on Spark. Fix: leave out --spark, or --verb map-blocks with a graph over blocks.");
        }
    }
}
