using TensorFrames.Cli.Running;
using TensorFrames.Files;
using TensorFrames.Spark;

namespace TensorFrames.Cli.Spark;

/// <summary>Where a run on Spark takes its rows from.</summary>
internal abstract record SparkInput
{
    private const string TablePrefix = "table:";

    /// <summary>The rows, lazily; a local table is read again by every DataFrame that is opened.</summary>
    internal abstract DataFrame Open(SparkSession session, TableFileOptions files, CancellationToken cancellationToken);

    /// <exception cref="UsageException">The format cannot be told, or options do not belong to it.</exception>
    internal static SparkInput Parse(string text, string? format, IReadOnlyDictionary<string, string> options)
    {
        if (text == TableFiles.Standard || SparkFormats.IsLocal(text))
        {
            return format is null && options.Count == 0 ? new Local(text)
                : throw new UsageException($"--input {text}: it is an Arrow table of this machine, which has no format or options of Spark's. Fix: leave out {(format is null ? "--input-option" : "--input-format")}.");
        }

        if (text.StartsWith(TablePrefix, StringComparison.Ordinal))
        {
            return text.Length == TablePrefix.Length ? throw new UsageException($"--input {text}: the table's name is missing.")
                : format is null ? new Table(text[TablePrefix.Length..], options)
                : throw new UsageException($"--input-format {format}: a table of the catalog has a format already. Fix: leave it out.");
        }

        return new Files(text, format ?? SparkFormats.Of("--input", text), options);
    }

    /// <summary>A table of this machine, sent by the first action.</summary>
    private sealed record Local(string Path) : SparkInput
    {
        internal override DataFrame Open(SparkSession session, TableFileOptions files, CancellationToken cancellationToken) =>
            session.CreateDataFrame(TableInput.Open(Path, files, cancellationToken));
    }

    /// <summary>A table or view of the catalog.</summary>
    private sealed record Table(string Name, IReadOnlyDictionary<string, string> Options) : SparkInput
    {
        internal override DataFrame Open(SparkSession session, TableFileOptions files, CancellationToken cancellationToken) => session.Read.Options(Options).Table(Name);
    }

    /// <summary>Files, folders or globs that the cluster reads.</summary>
    private sealed record Files(string Path, string Format, IReadOnlyDictionary<string, string> Options) : SparkInput
    {
        // As the local engine reads CSV, unless an option says otherwise.
        private static readonly Dictionary<string, string> s_csv = new(StringComparer.Ordinal) { ["header"] = "true", ["inferSchema"] = "true" };

        internal override DataFrame Open(SparkSession session, TableFileOptions files, CancellationToken cancellationToken) =>
            session.Read.Format(Format).Options(Format == "csv" ? s_csv : []).Options(Options).Load(Path);
    }
}
