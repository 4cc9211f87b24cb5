using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>DataFrames to begin with.</summary>
public sealed partial class SparkSession
{
    /// <summary>Reads files and tables on the cluster.</summary>
    public DataFrameReader Read => new(this);

    /// <summary>A table or view of the catalog.</summary>
    public DataFrame Table(string name) => Read.Table(name);

    /// <summary>The numbers from 0 to <paramref name="end"/> (not included) as column <c>id</c>, int64.</summary>
    public DataFrame Range(long end) => Range(0, end);

    /// <summary>The numbers from <paramref name="start"/> to <paramref name="end"/> (not included) as column <c>id</c>, int64.</summary>
    /// <param name="start">The first.</param>
    /// <param name="end">Where to stop.</param>
    /// <param name="step">The distance; not 0.</param>
    /// <param name="partitions">How many; by default the cluster's parallelism.</param>
    public DataFrame Range(long start, long end, long step = 1, int? partitions = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(step);
        var range = new Connect.Range { Start = start, End = end, Step = step };
        if (partitions is { } count)
        {
            range.NumPartitions = count;
        }

        return new(new SourceNode(this, new() { Range = range }));
    }

    /// <summary>
    /// The result of a SQL statement. Lazy: the first action runs it, and without one nothing is done. A command (CREATE,
    /// INSERT, DROP, SET, …) is then done once; to do it now, as PySpark does, use <see cref="SqlAsync(string, CancellationToken)"/>.
    /// </summary>
    /// <param name="query">The statement; <c>?</c> stands for each argument.</param>
    /// <param name="arguments">Constants, as <see cref="Column.Value"/> takes them.</param>
    public DataFrame Sql(string query, params IReadOnlyList<object?> arguments)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(query);
        ArgumentNullException.ThrowIfNull(arguments);
        return new(new SqlNode(this, query, [.. arguments.Select(Literals.Of)], []));
    }

    /// <summary>As <see cref="Sql(string, IReadOnlyList{object})"/>, with arguments by name: <c>:name</c> in the statement.</summary>
    public DataFrame Sql(string query, IReadOnlyDictionary<string, object?> arguments)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(query);
        ArgumentNullException.ThrowIfNull(arguments);
        return new(new SqlNode(this, query, [], [.. arguments.Select(pair => KeyValuePair.Create(pair.Key, Literals.Of(pair.Value)))]));
    }

    /// <summary>Runs a SQL statement now: a command is done when this returns; a query is only analysed, its rows are the result's.</summary>
    /// <exception cref="SparkException">It is refused or fails.</exception>
    public Task<DataFrame> SqlAsync(string query, CancellationToken cancellationToken = default) => NowAsync(Sql(query), cancellationToken);

    /// <summary>As <see cref="SqlAsync(string, CancellationToken)"/>, with arguments: <c>?</c> in the statement stands for each.</summary>
    /// <exception cref="SparkException">It is refused or fails.</exception>
    public Task<DataFrame> SqlAsync(string query, IReadOnlyList<object?> arguments, CancellationToken cancellationToken = default) =>
        NowAsync(Sql(query, arguments), cancellationToken);

    /// <summary>As <see cref="SqlAsync(string, CancellationToken)"/>, with arguments by name: <c>:name</c> in the statement.</summary>
    /// <exception cref="SparkException">It is refused or fails.</exception>
    public Task<DataFrame> SqlAsync(string query, IReadOnlyDictionary<string, object?> arguments, CancellationToken cancellationToken = default) =>
        NowAsync(Sql(query, arguments), cancellationToken);

    private static async Task<DataFrame> NowAsync(DataFrame result, CancellationToken cancellationToken)
    {
        _ = await result.Node.ResolveAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }
}
