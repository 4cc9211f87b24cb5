using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns;
using TensorFrames.Columns.In;

namespace TensorFrames.Spark;

/// <summary>Chooses Spark's type for each of Arrow's, at any depth.</summary>
internal static class SparkTypePlan
{
    /// <param name="Column">For errors: the column that the type is in.</param>
    /// <param name="Spark">The cluster's version.</param>
    internal sealed record Context(Field Column, Version Spark);

    internal static SparkField Of(Field field, Context context)
    {
        var (type, convert) = Plan(field, context);
        return new(new Field(field.Name, type, field.IsNullable), convert);
    }

    private static (IArrowType Type, Func<ArrayData, ArrayData>? Convert) Plan(Field field, Context context) => field.DataType switch
    {
        ExtensionType extension => Storage(new Field(field.Name, extension.StorageType, field.IsNullable, field.Metadata), context),
        DictionaryType dictionary => Dictionary(field, dictionary, context),
        UInt16Type when SparkColumn.DTypeOf(field) == DType.BFloat16 => (FloatType.Default, data => SparkNumbers.Widen(data, DType.BFloat16)),
        UInt8Type => (Int16Type.Default, data => SparkNumbers.Widen(data, DType.UInt8)),
        UInt16Type => (Int32Type.Default, data => SparkNumbers.Widen(data, DType.UInt16)),
        UInt32Type => (Int64Type.Default, data => SparkNumbers.Widen(data, DType.UInt32)),
        UInt64Type => (SparkColumn.UInt64Type, data => SparkNumbers.Widen(data, DType.UInt64)),
        HalfFloatType => (FloatType.Default, data => SparkNumbers.Widen(data, DType.Float16)),
        Decimal32Type d => (new Decimal128Type(d.Precision, d.Scale), data => SparkNumbers.Decimal(data, 4, new Decimal128Type(d.Precision, d.Scale))),
        Decimal64Type d => (new Decimal128Type(d.Precision, d.Scale), data => SparkNumbers.Decimal(data, 8, new Decimal128Type(d.Precision, d.Scale))),
        Decimal256Type { Precision: <= 38 } d => (new Decimal128Type(d.Precision, d.Scale), data => SparkNumbers.Decimal(data, 32, new Decimal128Type(d.Precision, d.Scale))),
        StringViewType => (StringType.Default, data => SparkBytes.Views(data, StringType.Default)),
        BinaryViewType => (BinaryType.Default, data => SparkBytes.Views(data, BinaryType.Default)),
        Decimal128Type => (field.DataType, null),
        Decimal256Type => throw Refused(context, field, "Spark's decimals have at most 38 digits", "convert it to decimal(38, s) or float64"),
        FixedSizeBinaryType => (BinaryType.Default, SparkBytes.Fixed),
        TimestampType { Unit: not TimeUnit.Microsecond } t => Microseconds(t.Unit, new TimestampType(TimeUnit.Microsecond, t.Timezone)),
        DurationType { Unit: not TimeUnit.Microsecond } t => Microseconds(t.Unit, DurationType.Microsecond),
        Date64Type => (Date32Type.Default, SparkTimes.Days),
        Time32Type or Time64Type when context.Spark < new Version(4, 1) => throw Refused(context, field, $"Spark {context.Spark} has no time of day", "convert it to an integer, or use Spark 4.1 or later"),
        Time32Type t => (new Time64Type(TimeUnit.Nanosecond), data => SparkTimes.Scale(data, new Time64Type(TimeUnit.Nanosecond), t.Unit == TimeUnit.Second ? 1_000_000_000 : 1_000_000, 1)),
        Time64Type { Unit: TimeUnit.Microsecond } => (new Time64Type(TimeUnit.Nanosecond), data => SparkTimes.Scale(data, new Time64Type(TimeUnit.Nanosecond), 1000, 1)),
        IntervalType { Unit: IntervalUnit.DayTime } => throw Refused(context, field, "Spark has no such interval", "convert it to a duration"),
        IntervalType { Unit: IntervalUnit.MonthDayNanosecond } when context.Spark < new Version(4, 0) => throw Refused(context, field, $"Spark {context.Spark} takes no such interval", "use Spark 4.0 or later"),
        ListViewType or LargeListViewType or UnionType or RunEndEncodedType => throw Refused(context, field, "Spark takes no such columns", "leave the column out, or convert it"),
        FixedSizeListType list => List(list.ValueField, context, SparkLists.Fixed),
        LargeListType list => List(list.ValueField, context, SparkLists.Large),
        MapType map => Map(field, map, context),
        ListType list => PlainList(list, context),
        StructType { Fields: var fields } => Struct(field, fields, context),
        var plain => (plain, null),
    };

    private static (IArrowType, Func<ArrayData, ArrayData>?) Storage(Field storage, Context context)
    {
        var (type, convert) = Plan(storage, context);
        return (type, data => convert is null ? SparkLists.Retype(data, type) : convert(SparkLists.Borrowed(data, storage.DataType)));
    }

    private static (IArrowType, Func<ArrayData, ArrayData>?) Dictionary(Field field, DictionaryType dictionary, Context context)
    {
        var (type, convert) = Plan(new Field(field.Name, dictionary.ValueType, field.IsNullable, field.Metadata), context);
        return dictionary.ValueType is NestedType or ExtensionType ? throw Refused(context, field, "its dictionary holds no plain values", "decode the column first")
            : (type, data =>
            {
                var values = DictionaryValues.Gather(new CellRange(data, 0, data.Length), scratch: null).Data;
                return convert is null ? values : convert(values);
            }
        );
    }

    private static (IArrowType, Func<ArrayData, ArrayData>?) Microseconds(TimeUnit unit, IArrowType type)
    {
        var (factor, divisor) = unit switch
        {
            TimeUnit.Second => (1_000_000L, 1L),
            TimeUnit.Millisecond => (1000L, 1L),
            _ => (1L, 1000L),
        };
        return (type, data => SparkTimes.Scale(data, type, factor, divisor));
    }

    private static (IArrowType, Func<ArrayData, ArrayData>?) List(Field element, Context context, Func<ArrayData, IArrowType, SparkField, ArrayData> convert)
    {
        var child = Of(element, context);
        var type = new ListType(new Field(SparkColumn.Element, child.Field.DataType, element.IsNullable));
        return (type, data => convert(data, type, child));
    }

    private static (IArrowType, Func<ArrayData, ArrayData>?) PlainList(ListType list, Context context)
    {
        var child = Of(list.ValueField, context);
        if (child.Convert is null && list.ValueField.Name == SparkColumn.Element)
        {
            return (list, null);
        }

        var type = new ListType(new Field(SparkColumn.Element, child.Field.DataType, list.ValueField.IsNullable));
        return (type, data => SparkLists.Children(data, type, [child]));
    }

    private static (IArrowType, Func<ArrayData, ArrayData>?) Map(Field field, MapType map, Context context)
    {
        var (key, value) = (Of(map.KeyField, context), Of(map.ValueField, context));
        if (key.Convert is null && value.Convert is null)
        {
            return (map, null);
        }

        var type = new MapType(key.Field, value.Field, map.KeySorted);
        var entries = new SparkField(new Field(map.Fields[0].Name, type.Fields[0].DataType, field.IsNullable), data => SparkLists.Children(data, type.Fields[0].DataType, [key, value]));
        return (type, data => SparkLists.Children(data, type, [entries]));
    }

    private static (IArrowType, Func<ArrayData, ArrayData>?) Struct(Field field, IReadOnlyList<Field> fields, Context context)
    {
        var children = fields.Select(f => Of(f, context)).ToArray();
        if (System.Array.TrueForAll(children, c => c.Convert is null))
        {
            return (field.DataType, null);
        }

        var type = new StructType([.. children.Select(c => c.Field)]);
        return (type, data => SparkLists.Children(data, type, children));
    }

    private static PlanException Refused(Context context, Field field, string why, string fix) =>
        new($"Column '{context.Column.Name}' ({ArrowTypeNames.Of(context.Column.DataType)}) cannot be sent to Spark: {why} ({ArrowTypeNames.Of(field.DataType)}). Fix: {fix}.") { Column = context.Column.Name };
}
