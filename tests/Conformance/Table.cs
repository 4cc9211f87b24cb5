using Apache.Arrow;

namespace TensorFrames.Tests.Conformance;

/// <summary>What a case expects of rows.</summary>
internal static class Table
{
    /// <summary>Asserts that these are the columns, in their order, and all their values.</summary>
    internal static async Task HasAsync(this IVerbs verbs, params (string Name, IArrowArray Values)[] columns) => Has(await verbs.RowsAsync(), columns);

    /// <summary>Asserts the columns of the schema's text, but for whether they may be null, of which engines know more or less.</summary>
    internal static async Task HasSchemaAsync(this IVerbs verbs, params string[] columns)
    {
        var lines = (await verbs.SchemaTextAsync()).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["root", .. columns.Select(c => " |-- " + c)], lines.Select(l => l.Replace(" (nullable = true)", "", StringComparison.Ordinal).Replace(" (nullable = false)", "", StringComparison.Ordinal)));
    }

    /// <summary>As <see cref="HasAsync(IVerbs, ValueTuple{string, IArrowArray}[])"/>, of a reduce's row.</summary>
    internal static async Task HasAsync(this Task<RecordBatch> row, params (string Name, IArrowArray Values)[] columns) => Has([await row], columns);

    /// <summary>As <see cref="HasAsync(IVerbs, ValueTuple{string, IArrowArray}[])"/>, whatever the order of rows: by the text of these columns.</summary>
    internal static async Task HasInAnyOrderAsync(this IVerbs verbs, string[] keys, params (string Name, IArrowArray Values)[] columns)
    {
        var rows = await verbs.RowsAsync();
        Assert.All(rows, batch => Assert.Equal(columns.Select(c => c.Name), batch.Schema.FieldsList.Select(f => f.Name)));
        SameInAnyOrder([Given.Batch(columns)], rows, keys, 1e-6, 1e-6);
    }

    /// <summary>Asserts that both have the same rows, in any order.</summary>
    internal static void SameInAnyOrder(List<RecordBatch> expected, List<RecordBatch> actual, string[] keys, double rtol, double atol)
    {
        var (want, got) = (ByKeys(expected, keys), ByKeys(actual, keys));
        Assert.Equal(want.Select(r => r.Key), got.Select(r => r.Key));
        Assert.All(want.Zip(got), pair => Assert.True(
            ArrowCompare.Same(pair.First.Row, pair.Second.Row, rtol, atol), $"{ArrowCompare.Text(pair.Second.Row)} came, {ArrowCompare.Text(pair.First.Row)} was expected"));
        actual.ForEach(batch => batch.Dispose());
    }

    // Keys first, then all columns of the name's order.
    private static List<(string Key, List<object?> Row)> ByKeys(List<RecordBatch> batches, string[] keys) => [.. batches.SelectMany(batch =>
    {
        var names = batch.Schema.FieldsList.Select(f => f.Name).Order(StringComparer.Ordinal).ToArray();
        var columns = names.ToDictionary(n => n, n => ArrowCompare.Of(batch.Column(n)), StringComparer.Ordinal);
        return Enumerable.Range(0, batch.Length).Select(row => (string.Join(", ", keys.Select(k => ArrowCompare.Text(columns[k][row]))), names.Select(n => columns[n][row]).ToList()));
    }).OrderBy(r => r.Item1, StringComparer.Ordinal)];

    private static void Has(List<RecordBatch> rows, (string Name, IArrowArray Values)[] columns)
    {
        Assert.All(rows, batch => Assert.Equal(columns.Select(c => c.Name), batch.Schema.FieldsList.Select(f => f.Name)));
        ArrowCompare.Equal([Given.Batch(columns)], rows, rtol: 1e-6);
        rows.ForEach(batch => batch.Dispose());
    }
}
