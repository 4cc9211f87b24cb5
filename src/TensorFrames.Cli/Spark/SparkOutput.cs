using Apache.Arrow;
using TensorFrames.Cli.Parsing;
using TensorFrames.Cli.Progress;
using TensorFrames.Files;
using TensorFrames.Spark;

namespace TensorFrames.Cli.Spark;

/// <summary>Where a run on Spark puts its rows.</summary>
internal abstract record SparkOutput
{
    private const string TablePrefix = "table:";
    private const string Noop = "noop:";

    /// <summary>What a person is told of it.</summary>
    internal abstract string Done { get; }

    /// <summary>Whether this machine writes it.</summary>
    internal virtual bool IsLocal => false;

    /// <summary>Why it cannot be written more than once; null where it can.</summary>
    internal virtual string? WhyOnce => null;

    /// <returns>The rows, where they came by here.</returns>
    /// <exception cref="TensorFramesException">The job or the writing failed.</exception>
    internal abstract Task<long?> WriteAsync(DataFrame frame, TableFileOptions files, RunReporter progress, CancellationToken cancellationToken);

    /// <summary>The same for a row that this machine has.</summary>
    internal virtual Task WriteRowAsync(SparkSession session, RecordBatch row, TableFileOptions files, RunReporter progress, CancellationToken cancellationToken) =>
        WriteAsync(session.CreateDataFrame(row), files, progress, cancellationToken);

    /// <exception cref="UsageException">The format cannot be told, or options do not belong to it.</exception>
    internal static SparkOutput Parse(string text, string? format, IReadOnlyDictionary<string, string> options, SaveMode? mode, string? compression)
    {
        var given = format is not null ? "--output-format" : options.Count > 0 ? "--output-option" : mode is not null ? "--output-mode" : null;
        if (text == TableFiles.Standard || SparkFormats.IsLocal(text))
        {
            return given is null ? new Local(OutputPath.Check(text))
                : throw new UsageException($"{given}: --output {text} is an Arrow table of this machine, which Spark does not write. Fix: leave it out.");
        }

        if (text == Noop)
        {
            given ??= compression is null ? null : "--compression";
            return given is null ? new Nothing() : throw new UsageException($"{given}: --output {Noop} throws the rows away. Fix: leave it out.");
        }

        if (compression is not null)
        {
            options = new Dictionary<string, string>(options, StringComparer.Ordinal) { ["compression"] = compression };
        }

        if (text.StartsWith(TablePrefix, StringComparison.Ordinal))
        {
            return text.Length > TablePrefix.Length ? new Stored(text[TablePrefix.Length..], IsTable: true, format, options, mode ?? SaveMode.ErrorIfExists)
                : throw new UsageException($"--output {text}: the table's name is missing.");
        }

        return new Stored(GivenPath.Check("--output", text), IsTable: false, format ?? SparkFormats.Of("--output", text), options, mode ?? SaveMode.ErrorIfExists);
    }

    /// <summary>An Arrow file of this machine, or standard output.</summary>
    private sealed record Local(string Path) : SparkOutput
    {
        internal override bool IsLocal => true;

        internal override string Done => $"wrote {(Path == TableFiles.Standard ? "standard output" : Path)}";

        internal override async Task<long?> WriteAsync(DataFrame frame, TableFileOptions files, RunReporter progress, CancellationToken cancellationToken)
        {
            var rows = Frame.From(await frame.ToArrowStreamAsync(cancellationToken).ConfigureAwait(false));
            return rows.Write(Path, files, new EngineOptions { Progress = progress }, cancellationToken);
        }

        internal override Task WriteRowAsync(SparkSession session, RecordBatch row, TableFileOptions files, RunReporter progress, CancellationToken cancellationToken)
        {
            Frame.From(row).Write(Path, files, new EngineOptions { Parallelism = 1 }, cancellationToken);
            return Task.CompletedTask;
        }
    }

    /// <summary>Run and thrown away.</summary>
    private sealed record Nothing : SparkOutput
    {
        internal override string Done => "ran, and threw the rows away";

        internal override async Task<long?> WriteAsync(DataFrame frame, TableFileOptions files, RunReporter progress, CancellationToken cancellationToken)
        {
            await frame.Write.NoopAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }

        internal override Task WriteRowAsync(SparkSession session, RecordBatch row, TableFileOptions files, RunReporter progress, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Files or a table that Spark writes.</summary>
    private sealed record Stored(string Name, bool IsTable, string? Format, IReadOnlyDictionary<string, string> Options, SaveMode Mode) : SparkOutput
    {
        // As the local engine reads it, unless an option says otherwise.
        private static readonly Dictionary<string, string> s_csv = new(StringComparer.Ordinal) { ["header"] = "true" };

        internal override string Done => IsTable ? $"wrote table {Name}" : $"wrote {Name} on the cluster";

        internal override string? WhyOnce => Mode == SaveMode.Overwrite ? null
            : $"Spark writes '{Name}' once. Fix: --output-mode overwrite, or --output {Noop}";

        internal override async Task<long?> WriteAsync(DataFrame frame, TableFileOptions files, RunReporter progress, CancellationToken cancellationToken)
        {
            var writer = frame.Write.Mode(Mode).Options(Format == "csv" ? s_csv : []).Options(Options);
            writer = Format is null ? writer : writer.Format(Format);
            try
            {
                await (IsTable ? writer.SaveAsTableAsync(Name, cancellationToken) : writer.SaveAsync(Name, cancellationToken)).ConfigureAwait(false);
            }
            catch (OperationCanceledException error)
            {
                throw new UnfinishedException($"Interrupted; the job was stopped on the server, which may have left an unfinished '{Name}'.", error, cancellationToken);
            }

            return null;
        }
    }
}
