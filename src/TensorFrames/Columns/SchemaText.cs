using System.Text;
using Apache.Arrow;

namespace TensorFrames.Columns;

/// <summary>A schema as a tree of text, one line a column: its type, then dtype and shape of a block.</summary>
internal static class SchemaText
{
    /// <param name="schema">The columns.</param>
    /// <param name="more">What follows on a column's line; null: nothing.</param>
    internal static string Of(Schema schema, Func<int, string>? more = null)
    {
        var text = new StringBuilder("root").AppendLine();
        for (var i = 0; i < schema.FieldsList.Count; i++)
        {
            var field = schema.FieldsList[i];
            text.Append(" |-- ").Append(field.Name).Append(": ").Append(ArrowTypeNames.Of(field.DataType))
                .Append(field.IsNullable ? " (nullable = true) " : " (nullable = false) ")
                .Append(Shapes.Of(field) is var (dtype, cell) ? $"{dtype.Name()}{cell.WithRows(-1)}" : "<no tensor info>").AppendLine(more?.Invoke(i));
        }

        return text.ToString();
    }
}
