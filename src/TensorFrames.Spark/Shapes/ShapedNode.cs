using System.Text.Json.Nodes;
using TensorFrames.Columns;
using TensorFrames.Spark.Connect;
using TensorFrames.Spark.Verbs;
using TensorFrames.Verbs;
using StructField = TensorFrames.Spark.Connect.DataType.Types.StructField;

namespace TensorFrames.Spark.Shapes;

/// <summary>The same columns, some with the shape of their cells in their metadata: a projection of aliases.</summary>
internal sealed class ShapedNode(PlanNode input, IReadOnlyDictionary<string, TensorShape> shapes) : PlanNode(input.Session)
{
    protected override async ValueTask<Relation> BuildAsync(CancellationToken cancellationToken)
    {
        var relation = await input.ResolveAsync(cancellationToken).ConfigureAwait(false);
        if (shapes.Count == 0)
        {
            return new Relation(relation) { Common = new() };
        }

        var fields = (await input.SchemaAsync(cancellationToken).ConfigureAwait(false)).Struct.Fields;
        var arrow = (await Session.ArrowTypesAsync(cancellationToken).ConfigureAwait(false)).Schema(new DataType { Struct = new() { Fields = { fields } } });
        foreach (var (name, cell) in shapes)
        {
            _ = TensorFrames.Columns.Shapes.Checked(arrow.FieldsList[MapPlanner.IndexOf(arrow, name)], cell);
        }

        return Expressions.Project(relation, fields.Select(f => shapes.TryGetValue(f.Name, out var cell)
            ? Expressions.Named(Expressions.Column(f.Name), new StructField { Name = f.Name, Metadata = With(f, cell) })
            : Expressions.Column(f.Name)));
    }

    // An alias's metadata are all that the column has.
    private static string With(StructField field, TensorShape cell)
    {
        var metadata = field.HasMetadata && field.Metadata.Length > 0 ? JsonNode.Parse(field.Metadata)!.AsObject() : [];
        metadata[ShapeMetadata.Key] = ShapeMetadata.Text(cell);
        metadata.Remove(ShapeMetadata.TensorFramesKey);
        return metadata.ToJsonString();
    }
}
