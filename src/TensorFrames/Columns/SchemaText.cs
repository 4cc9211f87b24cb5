using System.Text;
using Apache.Arrow;

namespace TensorFrames.Columns;

/// <summary>A schema as a tree of text, one line a column: its type, then dtype and shape of a block.</summary>
internal static class SchemaText
{
    internal static string Of(Schema schema)
    {
        var text = new StringBuilder("root").AppendLine();
        foreach (var field in schema.FieldsList)
        {
            text.Append(" |-- ").Append(field.Name).Append(": ").Append(ArrowTypeNames.Of(field.DataType))
                .Append(field.IsNullable ? " (nullable = true) " : " (nullable = false) ")
                .AppendLine(Shapes.Of(field) is var (dtype, cell) ? $"{dtype.Name()}{cell.WithRows(-1)}" : "<no tensor info>");
        }

        return text.ToString();
    }
}
