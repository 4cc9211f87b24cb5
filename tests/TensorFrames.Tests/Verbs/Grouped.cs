using Apache.Arrow;
using TensorFrames.Tables;
using Xunit;

namespace TensorFrames.Tests.Verbs;

/// <summary>Aggregated frames as plain values, and tables cut at random to be aggregated.</summary>
internal static class Grouped
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>The result's rows in order: keys and fetches as plain values. Nothing is held afterwards.</summary>
    internal static List<List<object?>> Rows(this Frame frame, EngineOptions? engine = null)
    {
        List<List<object?>> rows = [];
        foreach (var batch in frame.ToBatches(engine, Now))
        {
            using (batch)
            {
                var columns = Enumerable.Range(0, batch.ColumnCount).Select(i => ArrowCompare.Of(batch.Column(i))).ToList();
                rows.AddRange(Enumerable.Range(0, batch.Length).Select(row => columns.Select(c => c[row]).ToList()));
            }
        }

        Assert.True(OpenRuntimes.Soon(() => frame.Counts().HeldBytes == 0), $"{frame.Counts().HeldBytes} bytes are held");
        return rows;
    }

    internal static AggregateCounts Counts(this Frame frame) => frame.Reports.Select(r => r.Aggregate).OfType<AggregateCounts>().Last();

    /// <summary>The rows of a group by the text of its keys.</summary>
    internal static Dictionary<string, List<object?>> ByKeys(this IEnumerable<List<object?>> rows, int keys = 1) => rows.ToDictionary(
        r => string.Join(", ", r.Take(keys).Select(ArrowCompare.Text)), r => r.Skip(keys).ToList(), StringComparer.Ordinal);

    internal static string Text(this IEnumerable<List<object?>> rows) => string.Join("; ", rows.Select(r => ArrowCompare.Text(r)));

    internal static bool Same(List<List<object?>> a, List<List<object?>> b, double rtol = 0) =>
        a.Count == b.Count && a.Zip(b).All(p => ArrowCompare.Same(p.First, p.Second, rtol, rtol));

    /// <summary>Columns of one length as a table of so many partitions, each of batches cut at these rows.</summary>
    internal static Frame Cut((string Name, IArrowArray Column)[] columns, int partitions, params int[] cuts)
    {
        var schema = new Schema(columns.Select(c => new Field(c.Name, c.Column.Data.DataType, nullable: true)), null);
        var length = columns[0].Column.Length;
        int[] ends = [.. cuts.Append(length).Select(c => Math.Clamp(c, 0, length)).Order()];
        var batches = ends.Select((end, i) => (Start: i == 0 ? 0 : ends[i - 1], End: end))
            .Select(b => new RecordBatch(schema, columns.Select(c => ArrowArrayFactory.Slice(c.Column, b.Start, b.End - b.Start)), b.End - b.Start)).ToArray();
        return Frame.From(new MemoryTable(schema, batches)).Repartition(partitions);
    }

    internal static StringArray Texts(params IEnumerable<string?> values)
    {
        var builder = new StringArray.Builder();
        foreach (var value in values)
        {
            _ = value is null ? builder.AppendNull() : builder.Append(value);
        }

        return builder.Build();
    }

    internal static Int64Array Longs(params IEnumerable<long?> values)
    {
        var builder = new Int64Array.Builder();
        foreach (var value in values)
        {
            _ = value is { } number ? builder.Append(number) : builder.AppendNull();
        }

        return builder.Build();
    }
}
