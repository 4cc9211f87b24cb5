using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Tests.Ipc;

/// <summary>Every Arrow type that travels over IPC, by a short name.</summary>
internal static class SampleTypes
{
    private static readonly Field Key = new("key", StringType.Default, false);
    private static readonly Field Value = new("value", Int32Type.Default, true);

    public static Dictionary<string, IArrowType> All { get; } = new(StringComparer.Ordinal)
    {
        ["null"] = NullType.Default,
        ["bool"] = BooleanType.Default,
        ["int8"] = Int8Type.Default,
        ["uint8"] = UInt8Type.Default,
        ["int16"] = Int16Type.Default,
        ["uint16"] = UInt16Type.Default,
        ["int32"] = Int32Type.Default,
        ["uint32"] = UInt32Type.Default,
        ["int64"] = Int64Type.Default,
        ["uint64"] = UInt64Type.Default,
        ["float16"] = HalfFloatType.Default,
        ["float32"] = FloatType.Default,
        ["float64"] = DoubleType.Default,
        ["date32"] = Date32Type.Default,
        ["date64"] = Date64Type.Default,
        ["time32"] = new Time32Type(TimeUnit.Millisecond),
        ["time64"] = new Time64Type(TimeUnit.Nanosecond),
        ["timestamp"] = new TimestampType(TimeUnit.Microsecond, "UTC"),
        ["duration"] = DurationType.Millisecond,
        ["interval_months"] = IntervalType.YearMonth,
        ["interval_days"] = IntervalType.DayTime,
        ["interval_nanos"] = IntervalType.MonthDayNanosecond,
        ["decimal32"] = new Decimal32Type(7, 2),
        ["decimal64"] = new Decimal64Type(15, 3),
        ["decimal128"] = new Decimal128Type(30, 4),
        ["decimal256"] = new Decimal256Type(60, 5),
        ["fixed_binary"] = new FixedSizeBinaryType(5),
        ["utf8"] = StringType.Default,
        ["binary"] = BinaryType.Default,
        ["large_utf8"] = LargeStringType.Default,
        ["large_binary"] = LargeBinaryType.Default,
        ["utf8_view"] = StringViewType.Default,
        ["binary_view"] = BinaryViewType.Default,
        ["list"] = new ListType(Value),
        ["list_of_lists"] = new ListType(new Field("item", new ListType(new Field("item", StringType.Default, true)), true)),
        ["large_list"] = new LargeListType(Value),
        ["list_view"] = new ListViewType(Value),
        ["large_list_view"] = new LargeListViewType(Value),
        ["fixed_size_list"] = new FixedSizeListType(new Field("item", FloatType.Default, true), 3),
        ["fixed_size_list_of_bools"] = new FixedSizeListType(new Field("item", BooleanType.Default, true), 3),
        ["struct"] = new StructType([Key, Value, new Field("inner", new StructType([Value]), true)]),
        ["map"] = new MapType(Key, Value),
        ["dense_union"] = new UnionType([Key, Value], [5, 2], UnionMode.Dense),
        ["sparse_union"] = new UnionType([Key, Value], [0, 1], UnionMode.Sparse),
        ["run_end_encoded"] = new RunEndEncodedType(Int32Type.Default, StringType.Default),
        ["dictionary"] = new DictionaryType(Int8Type.Default, StringType.Default, false),
        ["dictionary_uint16"] = new DictionaryType(UInt16Type.Default, DoubleType.Default, false),
        ["list_of_dictionary"] = new ListType(new Field("item", new DictionaryType(Int32Type.Default, StringType.Default, false), true)),
        ["dictionary_of_lists"] = new DictionaryType(Int32Type.Default, new ListType(Value), false),
    };
}
