using Apache.Arrow;
using TensorFrames.Columns;

namespace TensorFrames.Tables;

/// <summary>Whether two parts of a table have the same columns: names, order and types; nullability and metadata may differ.</summary>
internal static class SchemaCheck
{
    internal static void Same(Schema first, string firstName, Schema other, string otherName)
    {
        for (var i = 0; i < Math.Min(first.FieldsList.Count, other.FieldsList.Count); i++)
        {
            var (a, b) = (first.FieldsList[i], other.FieldsList[i]);
            if (!string.Equals(a.Name, b.Name, StringComparison.Ordinal))
            {
                throw new TableException($"Column {i} is '{b.Name}' in {otherName} and '{a.Name}' in {firstName}. Fix: parts with the same columns in the same order.") { Column = b.Name };
            }

            var (typeA, typeB) = (ArrowTypeNames.Of(a.DataType), ArrowTypeNames.Of(b.DataType));
            if (!string.Equals(typeA, typeB, StringComparison.Ordinal))
            {
                throw new TableException($"Column '{a.Name}' is {typeB} in {otherName} and {typeA} in {firstName}. Fix: parts of one schema.") { Column = a.Name };
            }
        }

        if (first.FieldsList.Count != other.FieldsList.Count)
        {
            var more = first.FieldsList.Count > other.FieldsList.Count ? first : other;
            var extra = more.FieldsList[Math.Min(first.FieldsList.Count, other.FieldsList.Count)];
            throw new TableException(
                $"Column '{extra.Name}' ({ArrowTypeNames.Of(extra.DataType)}) is in {(more == first ? firstName : otherName)} and not in {(more == first ? otherName : firstName)}.")
            { Column = extra.Name };
        }
    }
}
