using Apache.Arrow;

namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>A DataFrame's values, all of them.</summary>
internal static class Rows
{
    internal static async Task<List<T?>> Of<T>(DataFrame frame, string column)
        where T : struct, IEquatable<T>
    {
        List<T?> values = [];
        await Each(frame, batch => values.AddRange(((PrimitiveArray<T>)batch.Column(column)).ToArrayOfNullable()));
        return values;
    }

    internal static async Task<List<string?>> Texts(DataFrame frame, string column)
    {
        List<string?> values = [];
        await Each(frame, batch =>
        {
            var text = ArrowValues.Of(batch.Column(column));
            values.AddRange(Enumerable.Range(0, batch.Length).Select(i => (string?)text(i)));
        });
        return values;
    }

    internal static async Task<long> Count(DataFrame frame)
    {
        var rows = 0L;
        await Each(frame, batch => rows += batch.Length);
        return rows;
    }

    internal static async Task Each(DataFrame frame, Action<RecordBatch> take)
    {
        await foreach (var batch in frame.ToBatchesAsync(TestContext.Current.CancellationToken))
        {
            using (batch)
            {
                take(batch);
            }
        }
    }

    private static IEnumerable<T?> ToArrayOfNullable<T>(this PrimitiveArray<T> array)
        where T : struct, IEquatable<T> => Enumerable.Range(0, array.Length).Select(array.GetValue);
}
