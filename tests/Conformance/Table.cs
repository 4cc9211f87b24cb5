using Apache.Arrow;

namespace TensorFrames.Tests.Conformance;

/// <summary>What a case expects of rows.</summary>
internal static class Table
{
    /// <summary>Asserts that these are the columns, in their order, and all their values.</summary>
    internal static async Task HasAsync(this IVerbs verbs, params (string Name, IArrowArray Values)[] columns) => Has(await verbs.RowsAsync(), columns);

    /// <summary>As <see cref="HasAsync(IVerbs, ValueTuple{string, IArrowArray}[])"/>, of a reduce's row.</summary>
    internal static async Task HasAsync(this Task<RecordBatch> row, params (string Name, IArrowArray Values)[] columns) => Has([await row], columns);

    private static void Has(List<RecordBatch> rows, (string Name, IArrowArray Values)[] columns)
    {
        Assert.All(rows, batch => Assert.Equal(columns.Select(c => c.Name), batch.Schema.FieldsList.Select(f => f.Name)));
        ArrowCompare.Equal([Given.Batch(columns)], rows, rtol: 1e-6);
        rows.ForEach(batch => batch.Dispose());
    }
}
