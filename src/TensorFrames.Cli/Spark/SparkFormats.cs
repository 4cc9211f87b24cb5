namespace TensorFrames.Cli.Spark;

/// <summary>Spark's name of a format, by a path's extension.</summary>
internal static class SparkFormats
{
    // Compressed text, which Spark unpacks by itself.
    private static readonly string[] s_packed = [".gz", ".bz2", ".zst", ".lz4", ".snappy", ".deflate"];

    /// <summary>Whether a path means an Arrow file on this machine.</summary>
    internal static bool IsLocal(string path) => Path.GetExtension(path).ToLowerInvariant() is ".arrow" or ".arrows";

    /// <exception cref="UsageException">It does not tell.</exception>
    internal static string Of(string option, string path) => OfExtension(path) ?? throw new UsageException(
        $"{option} {path}: the name tells no format. Fix: {option}-format (parquet, csv, json, orc, …), an extension, or table:NAME.");

    private static string? OfExtension(string path)
    {
        var name = path.TrimEnd('/');
        var extension = Path.GetExtension(name).ToLowerInvariant();
        if (s_packed.Contains(extension, StringComparer.Ordinal))
        {
            extension = Path.GetExtension(Path.GetFileNameWithoutExtension(name)).ToLowerInvariant();
        }

        return extension switch
        {
            ".parquet" => "parquet",
            ".csv" => "csv",
            ".json" or ".jsonl" or ".ndjson" => "json",
            ".orc" => "orc",
            ".avro" => "avro",
            ".txt" => "text",
            _ => null,
        };
    }
}
