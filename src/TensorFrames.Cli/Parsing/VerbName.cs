using TensorFrames.Cli.Running;
using TensorFrames.Spark;

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
        ["aggregate"] = RunVerb.Aggregate,
    };

    internal static string[] All => [.. Verbs.Keys];

    internal static RunVerb Parse(string name) => Verbs[name];

    /// <exception cref="UsageException">The verb's result is no value a row, which a function of columns would give.</exception>
    internal static void Check(RunVerb verb, MapForm form)
    {
        var what = verb switch { RunVerb.ReduceBlocks or RunVerb.ReduceRows => "one row", RunVerb.MapBlocksTrimmed or RunVerb.Aggregate => "rows of its own", _ => null };
        if (what is not null && form == MapForm.FedColumns)
        {
            throw new UsageException($"--form fed-columns: --verb {Verbs.First(v => v.Value == verb).Key} gives {what}, a function of columns a value a row. Fix: leave it out.");
        }
    }

    /// <exception cref="UsageException">An option means nothing to the verb.</exception>
    internal static void Check(RunVerb verb, MapOptions options)
    {
        if (verb is RunVerb.ReduceBlocks or RunVerb.ReduceRows && options.Keep is not null)
        {
            throw new UsageException($"--keep: --verb {Verbs.First(v => v.Value == verb).Key} gives one row of the fetches and keeps no columns. Fix: leave it out.");
        }

        if (verb is RunVerb.Aggregate && options.Keep is not null)
        {
            throw new UsageException("--keep: --verb aggregate gives the keys and the fetches and keeps no other columns. Fix: leave it out.");
        }
    }

    /// <exception cref="UsageException">Keys are missing, or mean nothing to the verb.</exception>
    internal static void Check(RunVerb verb, IReadOnlyList<string> keys, long? memoryLimit)
    {
        if (verb is not RunVerb.Aggregate && (keys.Count > 0 || memoryLimit is not null))
        {
            throw new UsageException($"{(keys.Count > 0 ? "--key" : "--memory-limit")}: --verb {Verbs.First(v => v.Value == verb).Key} groups nothing. Fix: --verb aggregate, or leave it out.");
        }

        if (verb is RunVerb.Aggregate && keys.Count == 0)
        {
            throw new UsageException("--verb aggregate: there is no key. Fix: --key COLUMN, once for each column to group by.");
        }
    }
}
