using System.Collections.Immutable;
using Apache.Arrow;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>
/// Reads files and tables on the cluster: <c>session.Read.Schema("id bigint, x double").Option("header", true).Csv("/data/in.csv")</c>.
/// Immutable. Paths are the cluster's, not this machine's.
/// </summary>
public sealed class DataFrameReader
{
    private readonly SparkSession _session;
    private readonly string? _format;
    private readonly string? _schema;
    private readonly ImmutableDictionary<string, string> _options;

    internal DataFrameReader(SparkSession session)
        : this(session, null, null, ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase))
    {
    }

    private DataFrameReader(SparkSession session, string? format, string? schema, ImmutableDictionary<string, string> options) =>
        (_session, _format, _schema, _options) = (session, format, schema, options);

    /// <summary>A source's name: <c>parquet</c> (the default), <c>csv</c>, <c>json</c>, <c>orc</c>, <c>text</c>, <c>binaryFile</c>, <c>image</c>, <c>jdbc</c>, <c>xml</c> (since 4.0), or one that the cluster has.</summary>
    public DataFrameReader Format(string format) => new(_session, format, _schema, _options);

    /// <summary>The columns, as SQL declares them: <c>id bigint, x array&lt;double&gt;</c>; or as Spark's JSON.</summary>
    public DataFrameReader Schema(string schema) => new(_session, _format, schema, _options);

    /// <summary>The columns, in Arrow's types.</summary>
    /// <exception cref="PlanException">A column's type is not Spark's.</exception>
    public DataFrameReader Schema(Schema schema) => Schema(SparkTypeJson.Of(ArrowToSpark.Schema(SparkTable.Of(schema, _session.SparkVersion.Number).Schema)));

    /// <summary>An option of the source.</summary>
    public DataFrameReader Option(string key, string value) => new(_session, _format, _schema, _options.SetItem(key, value));

    /// <summary>An option of the source.</summary>
    public DataFrameReader Option(string key, bool value) => Option(key, OptionText.Of(value));

    /// <summary>An option of the source.</summary>
    public DataFrameReader Option(string key, long value) => Option(key, OptionText.Of(value));

    /// <summary>An option of the source.</summary>
    public DataFrameReader Option(string key, double value) => Option(key, OptionText.Of(value));

    /// <summary>Several options of the source.</summary>
    public DataFrameReader Options(IEnumerable<KeyValuePair<string, string>> options) => new(_session, _format, _schema, _options.SetItems(options));

    /// <summary>What the source holds, at these paths where it has any: files, folders, globs.</summary>
    public DataFrame Load(params IReadOnlyList<string> paths) => Load(paths, []);

    /// <summary>Parquet files.</summary>
    public DataFrame Parquet(params IReadOnlyList<string> paths) => Format("parquet").Load(paths);

    /// <summary>CSV files. Without a schema every column is a string (option <c>inferSchema</c> reads the files for one).</summary>
    public DataFrame Csv(params IReadOnlyList<string> paths) => Format("csv").Load(paths);

    /// <summary>Files with a JSON object a line. Without a schema they are read for one.</summary>
    public DataFrame Json(params IReadOnlyList<string> paths) => Format("json").Load(paths);

    /// <summary>ORC files.</summary>
    public DataFrame Orc(params IReadOnlyList<string> paths) => Format("orc").Load(paths);

    /// <summary>Text files, a line a row, as column <c>value</c>.</summary>
    public DataFrame Text(params IReadOnlyList<string> paths) => Format("text").Load(paths);

    /// <summary>Whole files, one a row: <c>path</c>, <c>modificationTime</c>, <c>length</c>, <c>content</c> (binary).</summary>
    public DataFrame BinaryFile(params IReadOnlyList<string> paths) => Format("binaryFile").Load(paths);

    /// <summary>Images, decoded: a struct <c>image</c> of origin, height, width, nChannels, mode and data (binary, BGR rows).</summary>
    public DataFrame Image(params IReadOnlyList<string> paths) => Format("image").Load(paths);

    /// <summary>A table, or a query in parentheses with a name, of a database whose driver the cluster has.</summary>
    /// <param name="url"><c>jdbc:postgresql://host/db</c>; user, password and driver are options.</param>
    /// <param name="table">The table.</param>
    /// <param name="predicates">One partition for each condition; none reads it all in one, or as the partitioning options say.</param>
    public DataFrame Jdbc(string url, string table, params IReadOnlyList<string> predicates) => Format("jdbc").Option("url", url).Option("dbtable", table).Load([], predicates);

    /// <summary>A table or view of the catalog, with this reader's options.</summary>
    public DataFrame Table(string name)
    {
        var table = new Read.Types.NamedTable { UnparsedIdentifier = name };
        table.Options.Add(_options);
        return new(new SourceNode(_session, new() { Read = new() { NamedTable = table } }));
    }

    private DataFrame Load(IReadOnlyList<string> paths, IReadOnlyList<string> predicates)
    {
        var source = new Read.Types.DataSource();
        if (_format is not null)
        {
            source.Format = _format;
        }

        if (_schema is not null)
        {
            source.Schema = _schema;
        }

        source.Options.Add(_options);
        source.Paths.AddRange(paths);
        source.Predicates.AddRange(predicates);
        return new(new SourceNode(_session, new() { Read = new() { DataSource = source } }));
    }
}
