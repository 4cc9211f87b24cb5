using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>DataFrames to begin with.</summary>
public sealed partial class SparkSession
{
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
    /// The result of a SQL statement. Lazy: the first action runs it. A command (CREATE, INSERT, SET, …) is then done once;
    /// to do it now, use <see cref="SqlAsync(string, CancellationToken)"/>.
    /// </summary>
    public DataFrame Sql(string query)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(query);
        return new(new SqlNode(this, new SQL { Query = query }));
    }

    /// <summary>Runs a SQL statement now: a command is done when this returns; a query is only analysed, its rows are the result's.</summary>
    /// <exception cref="SparkException">It is refused or fails.</exception>
    public async Task<DataFrame> SqlAsync(string query, CancellationToken cancellationToken = default)
    {
        var result = Sql(query);
        await result.Node.ResolveAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }
}
