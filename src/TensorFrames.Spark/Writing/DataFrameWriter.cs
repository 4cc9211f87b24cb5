using System.Collections.Immutable;
using TensorFrames.Spark.Connect;
using SaveMethod = TensorFrames.Spark.Connect.WriteOperation.Types.SaveTable.Types.TableSaveMethod;

namespace TensorFrames.Spark;

/// <summary>
/// Writes a DataFrame on the cluster: <c>await df.Write.Mode(SaveMode.Overwrite).PartitionBy("day").ParquetAsync("/data/out")</c>.
/// Immutable. Paths are the cluster's, not this machine's.
/// </summary>
public sealed class DataFrameWriter
{
    private readonly DataFrame _input;

    internal DataFrameWriter(DataFrame input) => _input = input;

    private DataFrameWriter(DataFrameWriter from)
    {
        (_input, SaveMode, Source, Settings) = (from._input, from.SaveMode, from.Source, from.Settings);
        (Partitions, Sorted, Buckets, Bucketed) = (from.Partitions, from.Sorted, from.Buckets, from.Bucketed);
    }

    private SaveMode SaveMode { get; init; } = SaveMode.ErrorIfExists;

    private string? Source { get; init; }

    private ImmutableDictionary<string, string> Settings { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    private IReadOnlyList<string> Partitions { get; init; } = [];

    private IReadOnlyList<string> Sorted { get; init; } = [];

    private int Buckets { get; init; }

    private IReadOnlyList<string> Bucketed { get; init; } = [];

    /// <summary>A sink's name: <c>parquet</c> (the default), <c>csv</c>, <c>json</c>, <c>orc</c>, <c>text</c>, <c>jdbc</c>, <c>xml</c> (since 4.0), <c>noop</c>, or one that the cluster has.</summary>
    public DataFrameWriter Format(string format) => new(this) { Source = format };

    /// <summary>What to do where there is something already.</summary>
    public DataFrameWriter Mode(SaveMode mode) => new(this) { SaveMode = mode };

    /// <summary>An option of the sink.</summary>
    public DataFrameWriter Option(string key, string value) => new(this) { Settings = Settings.SetItem(key, value) };

    /// <summary>An option of the sink.</summary>
    public DataFrameWriter Option(string key, bool value) => Option(key, OptionText.Of(value));

    /// <summary>An option of the sink.</summary>
    public DataFrameWriter Option(string key, long value) => Option(key, OptionText.Of(value));

    /// <summary>An option of the sink.</summary>
    public DataFrameWriter Option(string key, double value) => Option(key, OptionText.Of(value));

    /// <summary>Several options of the sink.</summary>
    public DataFrameWriter Options(IEnumerable<KeyValuePair<string, string>> options) => new(this) { Settings = Settings.SetItems(options) };

    /// <summary>A folder for each value of these columns.</summary>
    public DataFrameWriter PartitionBy(params IReadOnlyList<string> columns) => new(this) { Partitions = [.. columns] };

    /// <summary>Rows in so many buckets by the hash of these columns; for tables.</summary>
    public DataFrameWriter BucketBy(int buckets, params IReadOnlyList<string> columns) => new(this) { Buckets = buckets, Bucketed = [.. columns] };

    /// <summary>Ordered within each bucket.</summary>
    public DataFrameWriter SortBy(params IReadOnlyList<string> columns) => new(this) { Sorted = [.. columns] };

    /// <summary>To a path, or to wherever the options say.</summary>
    /// <exception cref="SparkException">The plan fails, or there is something at the path already.</exception>
    public Task SaveAsync(string? path = null, CancellationToken cancellationToken = default) => RunAsync(
        write =>
        {
            if (path is not null)
            {
                write.Path = path;
            }
        },
        cancellationToken);

    /// <summary>To a table of the catalog, made or replaced as the mode says.</summary>
    /// <exception cref="SparkException">The plan fails, or there is such a table already.</exception>
    public Task SaveAsTableAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(write => write.Table = new() { TableName = name, SaveMethod = SaveMethod.SaveAsTable }, cancellationToken);

    /// <summary>Into a table that is there, by position of the columns; mode Overwrite takes its rows out first.</summary>
    /// <exception cref="SparkException">The plan fails, or there is no such table.</exception>
    public Task InsertIntoAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(write => write.Table = new() { TableName = name, SaveMethod = SaveMethod.InsertInto }, cancellationToken);

    /// <summary>To Parquet files.</summary>
    public Task ParquetAsync(string path, CancellationToken cancellationToken = default) => Format("parquet").SaveAsync(path, cancellationToken);

    /// <summary>To CSV files (option <c>header</c> writes the names).</summary>
    public Task CsvAsync(string path, CancellationToken cancellationToken = default) => Format("csv").SaveAsync(path, cancellationToken);

    /// <summary>To files with a JSON object a line.</summary>
    public Task JsonAsync(string path, CancellationToken cancellationToken = default) => Format("json").SaveAsync(path, cancellationToken);

    /// <summary>To ORC files.</summary>
    public Task OrcAsync(string path, CancellationToken cancellationToken = default) => Format("orc").SaveAsync(path, cancellationToken);

    /// <summary>To text files: the one column, a string, a line a row.</summary>
    public Task TextAsync(string path, CancellationToken cancellationToken = default) => Format("text").SaveAsync(path, cancellationToken);

    /// <summary>Runs all of it and throws the rows away.</summary>
    public Task NoopAsync(CancellationToken cancellationToken = default) => Format("noop").Mode(SaveMode.Overwrite).SaveAsync(null, cancellationToken);

    private async Task RunAsync(Action<WriteOperation> target, CancellationToken cancellationToken)
    {
        var write = new WriteOperation
        {
            Input = await _input.Node.ResolveAsync(cancellationToken).ConfigureAwait(false),
            Mode = (WriteOperation.Types.SaveMode)SaveMode,
        };
        if (Source is not null)
        {
            write.Source = Source;
        }

        write.Options.Add(Settings);
        write.PartitioningColumns.AddRange(Partitions);
        write.SortColumnNames.AddRange(Sorted);
        if (Buckets > 0)
        {
            write.BucketBy = new() { NumBuckets = Buckets };
            write.BucketBy.BucketColumnNames.AddRange(Bucketed);
        }

        target(write);
        await _input.Session.RunAsync(new Command { WriteOperation = write }, cancellationToken).ConfigureAwait(false);
    }
}
