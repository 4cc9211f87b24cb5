using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns;
using TensorFrames.Columns.In;

namespace TensorFrames.Aggregation;

/// <summary>A column that rows are grouped by.</summary>
/// <param name="Field">The result's column: the key's own type; of a dictionary the type of its values.</param>
/// <param name="Column">The input's column.</param>
/// <param name="Form">How its values lie.</param>
/// <param name="Width">Bytes of a value; 0 for strings.</param>
internal sealed record KeyColumn(Field Field, int Column, KeyForm Form, int Width)
{
    /// <summary>Whether a word tells any value of it.</summary>
    internal bool FitsWord => Form != KeyForm.Strings && Width <= sizeof(ulong);

    /// <exception cref="PlanException">Rows cannot be grouped by a column of this type.</exception>
    internal static KeyColumn Of(Field field, int column)
    {
        var type = ColumnTensor.Storage(field.DataType) is DictionaryType dictionary ? dictionary.ValueType : field.DataType;
        return FormOf(type) is var (form, width) ? new(new Field(field.Name, type, field.IsNullable, field.Metadata), column, form, width)
            : throw new PlanException(
                $"Column '{field.Name}' ({ArrowTypeNames.Of(field.DataType)}) cannot be a key: rows are grouped by integers, booleans, floats, decimals, dates, times, text and bytes. "
                + "Fix: group by another column, or map this one to one of these first.")
            { Column = field.Name };
    }

    /// <summary>The column's values as they lie, without a dictionary or views.</summary>
    /// <exception cref="InvalidDataException">The batch has other values than the table declares.</exception>
    internal ArrayData Plain(ArrayData data)
    {
        var cells = new CellRange(data, 0, data.Length);
        if (ColumnTensor.Storage(data.DataType) is DictionaryType)
        {
            cells = DictionaryValues.Gather(cells, null);
        }

        if (ColumnTensor.Storage(cells.Data.DataType).TypeId is ArrowTypeId.StringView or ArrowTypeId.BinaryView)
        {
            cells = StringViews.Flatten(cells);
        }

        return FormOf(cells.Data.DataType) == (Form, Width) ? cells.Data
            : throw new InvalidDataException($"values of type {ArrowTypeNames.Of(data.DataType)}, which the table does not declare");
    }

    private static (KeyForm, int)? FormOf(IArrowType type) => ColumnTensor.Storage(type) switch
    {
        BooleanType => (KeyForm.Bits, 1),
        HalfFloatType or FloatType or DoubleType => (KeyForm.Float, ((FixedWidthType)type).BitWidth / 8),
        StringType or BinaryType or LargeStringType or LargeBinaryType or StringViewType or BinaryViewType => (KeyForm.Strings, 0),
        FixedSizeBinaryType binary => (KeyForm.Fixed, binary.ByteWidth),
        NumberType or Date32Type or Date64Type or TimeType or TimestampType or DurationType or Decimal32Type or Decimal64Type or Decimal128Type or Decimal256Type
            => (KeyForm.Fixed, ((FixedWidthType)ColumnTensor.Storage(type)).BitWidth / 8),
        _ => null,
    };
}
