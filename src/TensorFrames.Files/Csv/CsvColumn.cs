using Apache.Arrow;
using Apache.Arrow.Types;
using CsvHelper;
using TensorFrames.Columns;

namespace TensorFrames.Files;

/// <summary>Gathers one column of a batch.</summary>
internal abstract class CsvColumn
{
    /// <summary>Takes a field of the current record; false if it is no value of the type.</summary>
    internal abstract bool TryAppend(CsvReader reader, int index);

    /// <summary>The array of what was taken; the column starts anew.</summary>
    internal abstract IArrowArray Build();

    internal static CsvColumn Of(Field field, string table) => field.DataType.TypeId switch
    {
        ArrowTypeId.Int8 => new CsvValueColumn<sbyte>(field.DataType),
        ArrowTypeId.Int16 => new CsvValueColumn<short>(field.DataType),
        ArrowTypeId.Int32 => new CsvValueColumn<int>(field.DataType),
        ArrowTypeId.Int64 => new CsvValueColumn<long>(field.DataType),
        ArrowTypeId.UInt8 => new CsvValueColumn<byte>(field.DataType),
        ArrowTypeId.UInt16 => new CsvValueColumn<ushort>(field.DataType),
        ArrowTypeId.UInt32 => new CsvValueColumn<uint>(field.DataType),
        ArrowTypeId.UInt64 => new CsvValueColumn<ulong>(field.DataType),
        ArrowTypeId.HalfFloat => new CsvValueColumn<Half>(field.DataType),
        ArrowTypeId.Float => new CsvValueColumn<float>(field.DataType),
        ArrowTypeId.Double => new CsvValueColumn<double>(field.DataType),
        ArrowTypeId.Boolean => new CsvBoolColumn(),
        ArrowTypeId.String or ArrowTypeId.Binary => new CsvTextColumn(field.DataType),
        _ => throw new TableException(
            $"Column '{field.Name}' of CSV table '{table}' cannot be {ArrowTypeNames.Of(field.DataType)}. Fix: an integer, float16 to float64, bool, string or binary.")
        { Column = field.Name },
    };
}

/// <summary>Numbers.</summary>
internal sealed class CsvValueColumn<T>(IArrowType type) : CsvColumn
    where T : unmanaged, ISpanParsable<T>
{
    private ArrowBuffer.Builder<T> _values = new();
    private ArrowBuffer.BitmapBuilder _validity = new();

    internal override bool TryAppend(CsvReader reader, int index)
    {
        var empty = reader.IsEmpty(index);
        T value = default;
        if (!empty && !reader.TryParse(index, out value))
        {
            return false;
        }

        _values.Append(value);
        _validity.Append(!empty);
        return true;
    }

    internal override IArrowArray Build()
    {
        var nulls = _validity.UnsetBitCount;
        var data = new ArrayData(type, _values.Length, nulls, 0, [nulls == 0 ? ArrowBuffer.Empty : _validity.Build(null), _values.Build(null)]);
        (_values, _validity) = (new(), new());
        return ArrowArrayFactory.BuildArray(data);
    }
}

/// <summary>Bools.</summary>
internal sealed class CsvBoolColumn : CsvColumn
{
    private BooleanArray.Builder _builder = new();

    internal override bool TryAppend(CsvReader reader, int index)
    {
        if (reader.IsEmpty(index))
        {
            _builder.AppendNull();
            return true;
        }

        if (!reader.TryParse<bool>(index, out var value))
        {
            return false;
        }

        _builder.Append(value);
        return true;
    }

    internal override IArrowArray Build()
    {
        var array = _builder.Build(null);
        _builder = new();
        return array;
    }
}

/// <summary>Text and bytes as they are, an empty field as an empty value.</summary>
internal sealed class CsvTextColumn(IArrowType type) : CsvColumn
{
    private ArrowBuffer.Builder<int> _ends = new();
    private ArrowBuffer.Builder<byte> _bytes = new();

    internal override bool TryAppend(CsvReader reader, int index)
    {
        _ends.Append(_bytes.Length);
        _bytes.Append(reader.GetSpan(index));
        return true;
    }

    internal override IArrowArray Build()
    {
        var length = _ends.Length;
        _ends.Append(_bytes.Length);
        var data = new ArrayData(type, length, 0, 0, [ArrowBuffer.Empty, _ends.Build(null), _bytes.Build(null)]);
        (_ends, _bytes) = (new(), new());
        return ArrowArrayFactory.BuildArray(data);
    }
}
