using System.Text.RegularExpressions;
using Apache.Arrow;
using Google.Protobuf;
using TensorFrames.Columns;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Spark;
using TensorFrames.Verbs;

namespace TensorFrames;

/// <summary>
/// Placeholders that a column feeds: name, dtype and shape as the column has them, and the nodes of a GraphDef for them. A
/// serialized GraphDef with nodes that read them can be appended, byte for byte: concatenated messages are one.
/// </summary>
public static partial class Placeholders
{
    /// <summary>The placeholder of a graph over blocks: the cell's shape with a leading open size.</summary>
    /// <param name="schema">The table's columns.</param>
    /// <param name="column">The column.</param>
    /// <param name="name">The placeholder's name; default: the column's.</param>
    /// <exception cref="PlanException">There is no such column, columns of its type are no tensors, or the name is none of an operation.</exception>
    public static GraphTensor Block(Schema schema, string column, string? name = null) => Of(schema, column, name, cell => cell.WithRows(-1));

    /// <summary>The placeholder of a graph over single rows: the cell's shape.</summary>
    /// <param name="schema">The table's columns.</param>
    /// <param name="column">The column.</param>
    /// <param name="name">The placeholder's name; default: the column's.</param>
    /// <exception cref="PlanException">There is no such column, columns of its type are no tensors, or the name is none of an operation.</exception>
    public static GraphTensor Row(Schema schema, string column, string? name = null) => Of(schema, column, name, cell => cell);

    /// <summary>As <see cref="Block(Schema, string, string?)"/>, of a frame's columns.</summary>
    /// <exception cref="PlanException">There is no such column, or its type is no tensor.</exception>
    public static GraphTensor Block(Frame frame, string column, string? name = null) => Block(SchemaOf(frame), column, name);

    /// <summary>As <see cref="Row(Schema, string, string?)"/>, of a frame's columns.</summary>
    /// <exception cref="PlanException">There is no such column, or its type is no tensor.</exception>
    public static GraphTensor Row(Frame frame, string column, string? name = null) => Row(SchemaOf(frame), column, name);

    /// <summary>A serialized GraphDef with these placeholders alone.</summary>
    public static byte[] ToGraphDef(params IReadOnlyList<GraphTensor> placeholders)
    {
        ArgumentNullException.ThrowIfNull(placeholders);
        var graph = new GraphDef();
        graph.Node.AddRange(placeholders.Select(Node));
        return graph.ToByteArray();
    }

    private static NodeDef Node(GraphTensor placeholder) => new()
    {
        Name = placeholder.Name,
        Op = "Placeholder",
        Attr = { ["dtype"] = ProtoParts.Type(placeholder.DType), ["shape"] = new AttrValue { Shape = ProtoParts.Shape(placeholder.Shape) } },
    };

    private static Schema SchemaOf(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return frame.Schema ?? throw frame.ColumnsNotKnown();
    }

    private static GraphTensor Of(Schema schema, string column, string? name, Func<TensorShape, TensorShape> shape)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(column);
        var field = schema.FieldsList[MapPlanner.IndexOf(schema, column)];
        var (dtype, cell) = Shapes.Of(field) ?? throw new PlanException(
            $"Column '{column}' ({ArrowTypeNames.Of(field.DataType)}) has no placeholder: columns of this type are no tensors. Fix: a column of numbers, booleans, strings, or lists of them.")
        { Column = column };
        var operation = name ?? column;
        return OperationName().IsMatch(operation) ? new GraphTensor(operation, SparkColumn.DTypeOf(field) ?? dtype, shape(cell))
            : throw new PlanException($"'{operation}' is no name of an operation. Fix: name the placeholder with letters, digits, _ . - and /, and feed it from column '{column}' (Feeds).") { Column = column };
    }

    [GeneratedRegex(@"^[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OperationName();
}
