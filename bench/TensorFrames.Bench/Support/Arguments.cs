namespace TensorFrames.Bench;

/// <summary>What --check, --track or --stages was asked to do.</summary>
internal sealed record Arguments(
    bool Short, string? Library, string? Version, string? Only = null, bool Append = false, string? History = null, string? Out = null)
{
    internal const string Help = """
        -- --check [--short] [--only aggregate|models|reduce|rows|threads] [--libtensorflow PATH | --version 1.15.0]   the gates of docs/gates.md; 1 if one does not hold
        -- --track [--append] [--only TEXT] [--history FOLDER]            the short set beside the last run of bench/history; 1 if a figure got worse
        -- --stages [--short] [--only STAGE] [--out FILE]                every stage of the data's way beside its baselines, into bench/results/stages.json
        -- --filter '*'                                                  the same benchmarks as BenchmarkDotNet shows them, with its own options
        """;

    internal static Arguments Parse(string[] args) => new(args.Contains("--short"), After(args, "--libtensorflow"), After(args, "--version"), After(args, "--only"),
        args.Contains("--append"), After(args, "--history"), After(args, "--out"));

    private static string? After(string[] args, string option)
    {
        var at = System.Array.IndexOf(args, option);
        return at < 0 ? null
            : at + 1 < args.Length ? args[at + 1]
            : throw new ArgumentException($"{option} wants a value.", nameof(args));
    }
}
