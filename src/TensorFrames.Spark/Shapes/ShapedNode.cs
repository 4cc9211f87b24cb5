using System.Text.Json.Nodes;
using Apache.Arrow;
using TensorFrames.Columns;
using TensorFrames.Spark.Verbs;
using TensorFrames.Spark.Connect;
using TensorFrames.Verbs;
using StructField = TensorFrames.Spark.Connect.DataType.Types.StructField;

namespace TensorFrames.Spark.Shapes;

/// <summary>The same columns, some with the shape of their cells in their metadata: a projection of aliases.</summary>
/// <param name="input">The columns.</param>
/// <param name="shapes">Shapes of cells by the columns' positions, of the input's schema.</param>
internal sealed class ShapedNode(PlanNode input, Func<Schema, IReadOnlyDictionary<int, TensorShape>> shapes) : PlanNode(input.Session)
{
    /// <summary>The shape of one column.</summary>
    /// <exception cref="PlanException">When it is built: there is no such column, or several.</exception>
    internal static ShapedNode Of(PlanNode input, string column, TensorShape cell) => new(input, schema => new Dictionary<int, TensorShape> { [MapPlanner.IndexOf(schema, column)] = cell });

    internal override IReadOnlyList<PlanNode> Inputs => [input];

    protected override async ValueTask<Relation> BuildAsync(CancellationToken cancellationToken)
    {
        var relation = await input.ResolveAsync(cancellationToken).ConfigureAwait(false);
        var fields = (await input.SchemaAsync(cancellationToken).ConfigureAwait(false)).Struct.Fields;
        var arrow = (await Session.ArrowTypesAsync(cancellationToken).ConfigureAwait(false)).Schema(new DataType { Struct = new() { Fields = { fields } } });
        var shaped = shapes(arrow);
        if (shaped.Count == 0)
        {
            return new Relation(relation) { Common = new() };
        }

        foreach (var (column, cell) in shaped)
        {
            _ = TensorFrames.Columns.Shapes.Checked(arrow.FieldsList[column], cell);
        }

        // Two columns of one name are told apart under the way by other names.
        var all = SentColumns.All(relation, fields);
        return Expressions.Project(all.Relation, fields.Select((f, i) => Shaped(Expressions.Column(all.Names[i]), f, shaped.TryGetValue(i, out var cell) ? With(f, cell) : null, all.Names[i] == f.Name)));
    }

    private static Expression Shaped(Expression column, StructField field, string? metadata, bool isNamed) =>
        metadata is not null ? Expressions.Named(column, new StructField { Name = field.Name, Metadata = metadata })
        : isNamed ? column
        : Expressions.Named(column, new StructField { Name = field.Name });

    // An alias's metadata are all that the column has.
    private static string With(StructField field, TensorShape cell)
    {
        var metadata = field.HasMetadata && field.Metadata.Length > 0 ? JsonNode.Parse(field.Metadata)!.AsObject() : [];
        metadata[ShapeMetadata.Key] = ShapeMetadata.Text(cell);
        metadata.Remove(ShapeMetadata.TensorFramesKey);
        return metadata.ToJsonString();
    }
}
