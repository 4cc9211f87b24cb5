using Apache.Arrow;
using TensorFrames.Columns;
using TensorFrames.Spark.Shapes;
using TensorFrames.Spark.Verbs;

namespace TensorFrames.Spark;

/// <summary>
/// Shapes of cells, found or given, in a DataFrame's schema. They are metadata of its columns, which Spark keeps through select,
/// filter, union (those of the first) and its own writers and readers.
/// </summary>
public static class DataFrameShapes
{
    /// <summary>
    /// Reads all rows on the cluster, now, and gives the same DataFrame with the shapes of its cells in the schema: verbs then
    /// compare them with placeholders before any task. Every block is checked against them again.
    /// </summary>
    /// <exception cref="SparkException">The plan is refused or fails.</exception>
    public static async Task<DataFrame> AnalyzeAsync(this DataFrame frame, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var schema = await frame.SchemaAsync(cancellationToken).ConfigureAwait(false);
        var found = await frame.ScanShapesAsync(cancellationToken).ConfigureAwait(false);
        var shapes = found.Columns.Select((c, i) => (Column: c, At: i)).Where(c => !ReferenceEquals(TensorFrames.Columns.Shapes.Found(schema.FieldsList[c.At], c.Column), schema.FieldsList[c.At]))
            .ToDictionary(c => c.At, c => c.Column.Cell);
        return new DataFrame(new ShapedNode(frame.Node, _ => shapes));
    }

    /// <summary>
    /// Reads all rows on the cluster, now, for dtype, cell shape and nulls of each column: one aggregate of Spark's own, so no
    /// worker is needed. Sizes of MLlib's vectors are not read.
    /// </summary>
    /// <exception cref="SparkException">The plan is refused or fails.</exception>
    public static async Task<TableAnalysis> ScanShapesAsync(this DataFrame frame, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var schema = await frame.SchemaAsync(cancellationToken).ConfigureAwait(false);
        var fields = (await frame.Node.SchemaAsync(cancellationToken).ConfigureAwait(false)).Struct.Fields;
        var query = new ShapeQuery(schema, SentColumns.NamesOf(fields));
        var told = SentColumns.HasTwins(fields) ? frame.Step(input => SentColumns.All(input, fields).Relation) : frame;
        var rows = await told.Agg([.. query.Aggregates.Select(Column.Of)]).CollectAsync(cancellationToken).ConfigureAwait(false);
        return query.Read(rows[0]);
    }

    /// <summary>Declares the shape of a column's cells (without the rows; -1: any size), without a scan. Every block is checked against it.</summary>
    /// <param name="frame">The rows.</param>
    /// <param name="column">A column of arrays, or of binary that holds raw values.</param>
    /// <param name="cell">As deep as the column's arrays; or, of a flat array or of binary, any shape, all sizes known.</param>
    /// <exception cref="PlanException">At the first action: there is no such column or there are several, or cells of its type do not have that shape.</exception>
    public static DataFrame AppendShape(this DataFrame frame, string column, TensorShape cell)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(column);
        return new DataFrame(ShapedNode.Of(frame.Node, column, cell));
    }

    /// <summary>The columns as a tree of text with dtype and shape of a block, as <see cref="Frame.SchemaText"/> has it.</summary>
    /// <exception cref="SparkException">The plan is wrong.</exception>
    public static async Task<string> SchemaTextAsync(this DataFrame frame, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return SchemaText.Of(await frame.SchemaAsync(cancellationToken).ConfigureAwait(false));
    }
}
