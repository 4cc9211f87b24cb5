using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Tests.Columns;

/// <summary>One row of the table of column types: a column, the placeholder it feeds, and whether TensorFlow borrows it.</summary>
internal sealed record ColumnKind(string Name, DType DType, TensorShape Shape, Func<IArrowArray> Make, bool BorrowedByOld, bool BorrowedByNew)
{
    private const int Rows = 64;

    internal static IReadOnlyList<ColumnKind> All { get; } =
    [
        Flat("int8", DType.Int8, () => new Int8Array.Builder().AppendRange(Range(i => (sbyte)i)).Build()),
        Flat("int16", DType.Int16, () => new Int16Array.Builder().AppendRange(Range(i => (short)(i - 7))).Build()),
        Flat("int32", DType.Int32, () => new Int32Array.Builder().AppendRange(Range(i => i * 70_000)).Build()),
        Flat("int64", DType.Int64, () => new Int64Array.Builder().AppendRange(Range(i => i * 5_000_000_000)).Build()),
        Flat("uint8", DType.UInt8, () => new UInt8Array.Builder().AppendRange(Range(i => (byte)(i * 3))).Build()),
        Flat("uint16", DType.UInt16, () => new UInt16Array.Builder().AppendRange(Range(i => (ushort)(i * 999))).Build()),
        Flat("uint32", DType.UInt32, () => new UInt32Array.Builder().AppendRange(Range(i => (uint)i * 60_000_000)).Build()),
        Flat("uint64", DType.UInt64, () => new UInt64Array.Builder().AppendRange(Range(i => (ulong)i << 57)).Build()),
        Flat("float16", DType.Float16, () => new HalfFloatArray.Builder().AppendRange(Range(i => (Half)(i * 0.5))).Build()),
        Flat("float32", DType.Float32, () => new FloatArray.Builder().AppendRange(Range(i => i * 0.25f)).Build()),
        Flat("float64", DType.Float64, () => new DoubleArray.Builder().AppendRange(Range(i => i * 0.125)).Build()),
        Flat("bfloat16 as raw bits in uint16", DType.BFloat16, () => new UInt16Array.Builder().AppendRange(Range(i => (ushort)(i << 7))).Build()),
        new("bool", DType.Bool, new(-1), () => new BooleanArray.Builder().AppendRange(Range(i => i % 3 == 0)).Build(), false, false),
        Flat("date32", DType.Int32, () => Typed(Date32Type.Default, new Int32Array.Builder().AppendRange(Range(i => i + 19_000)).Build())),
        Flat("time32", DType.Int32, () => Typed(new Time32Type(TimeUnit.Millisecond), new Int32Array.Builder().AppendRange(Range(i => i * 1000)).Build())),
        Flat("date64", DType.Int64, () => Typed(Date64Type.Default, new Int64Array.Builder().AppendRange(Range(i => i * 86_400_000L)).Build())),
        Flat("time64", DType.Int64, () => Typed(new Time64Type(TimeUnit.Nanosecond), new Int64Array.Builder().AppendRange(Range(i => i * 7L)).Build())),
        Flat("timestamp", DType.Int64, () => Typed(new TimestampType(TimeUnit.Microsecond, "UTC"), new Int64Array.Builder().AppendRange(Range(i => i * 1_000_000L)).Build())),
        Flat("duration", DType.Int64, () => Typed(DurationType.Second, new Int64Array.Builder().AppendRange(Range(i => i * 60L)).Build())),
        Strings("string", () => new StringArray.Builder().AppendRange(Range(Text)).Build()),
        Strings("binary", () => new BinaryArray.Builder().AppendRange(Range(i => new byte[] { (byte)i, 0, 65 })).Build()),
        Strings("large string", () => Large(LargeStringType.Default)),
        Strings("large binary", () => Large(LargeBinaryType.Default)),
        new("string view", DType.String, new(-1), () => new StringViewArray.Builder().AppendRange(Range(Text)).Build(), false, false),
        new("fixed-size binary", DType.String, new(-1), FixedBinary, false, false),
        new("dictionary of strings", DType.String, new(-1), Dictionary, false, false),
        Vectors("fixed-size list", () => FixedList(Floats(Rows * 4), 4, Rows), new(-1, 4)),
        Vectors("list of one length", () => List(Floats(Rows * 4), 4, Rows), new(-1, 4)),
        Vectors("large list", () => LargeList(Floats(Rows * 4), 4, Rows), new(-1, 4)),
        Vectors("matrix of fixed-size lists", () => FixedList(FixedList(Floats(Rows * 6), 3, Rows * 2), 2, Rows), new(-1, 2, 3)),
        Vectors("list of lists of lists", () => List(List(FixedList(Floats(Rows * 24), 2, Rows * 12), 3, Rows * 4), 4, Rows), new(-1, 4, 3, 2)),
        Vectors("flat list in the placeholder's shape", () => FixedList(Floats(Rows * 12), 12, Rows), new(-1, 3, 4)),
        Vectors("zero-length vectors", () => List(Floats(0), 0, Rows), new(-1, 0)),
        new("vectors of bool", DType.Bool, new(-1, 3), () => FixedList(new BooleanArray.Builder().AppendRange(Enumerable.Range(0, Rows * 3).Select(i => i % 5 == 1)).Build(), 3, Rows), false, false),
        new("vectors of strings", DType.String, new(-1, 2), () => List(new StringArray.Builder().AppendRange(Enumerable.Range(0, Rows * 2).Select(Text)).Build(), 2, Rows), false, true),
    ];

    public override string ToString() => Name;

    internal static IArrowArray Typed(IArrowType type, IArrowArray values) => ArrowArrayFactory.BuildArray(new ArrayData(type, values.Length, 0, 0, values.Data.Buffers, children: null));

    internal static IArrowArray FixedList(IArrowArray values, int size, int rows) =>
        new FixedSizeListArray(new FixedSizeListType(values.Data.DataType, size), rows, values, ArrowBuffer.Empty);

    internal static IArrowArray List(IArrowArray values, int size, int rows) =>
        new ListArray(new ListType(values.Data.DataType), rows, Offsets(i => i * size, rows), values, ArrowBuffer.Empty);

    internal static FloatArray Floats(int count) => new FloatArray.Builder().AppendRange(Enumerable.Range(0, count).Select(i => i * 0.5f)).Build();

    internal static ArrowBuffer Offsets(Func<int, int> at, int rows) => new ArrowBuffer.Builder<int>().AppendRange(Enumerable.Range(0, rows + 1).Select(at)).Build();

    private static IArrowArray LargeList(IArrowArray values, int size, int rows) => ArrowArrayFactory.BuildArray(new ArrayData(
        new LargeListType(values.Data.DataType), rows, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer.Builder<long>().AppendRange(Enumerable.Range(0, rows + 1).Select(i => (long)i * size)).Build()], [values.Data]));

    private static ColumnKind Flat(string name, DType dtype, Func<IArrowArray> make) => new(name, dtype, new(-1), make, true, true);

    private static ColumnKind Strings(string name, Func<IArrowArray> make) => new(name, DType.String, new(-1), make, false, true);

    private static ColumnKind Vectors(string name, Func<IArrowArray> make, TensorShape shape) => new(name, DType.Float32, shape, make, true, true);

    private static IEnumerable<T> Range<T>(Func<int, T> value) => Enumerable.Range(0, Rows).Select(value);

    // Empty, short, past the 22 bytes that TensorFlow keeps inline, and not ASCII.
    private static string Text(int i) => i % 4 == 0 ? "" : i % 4 == 1 ? $"s{i}" : i % 4 == 2 ? $"a string of more than twenty-two bytes {i}" : $"größe {i}";

    private static IArrowArray Large(IArrowType type)
    {
        var small = new StringArray.Builder().AppendRange(Range(Text)).Build();
        var offsets = small.ValueOffsets.ToArray().Select(o => (long)o);
        return ArrowArrayFactory.BuildArray(new ArrayData(type, Rows, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer.Builder<long>().AppendRange(offsets).Build(), small.ValueBuffer], children: null));
    }

    private static IArrowArray FixedBinary() => ArrowArrayFactory.BuildArray(new ArrayData(
        new FixedSizeBinaryType(3), Rows, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer.Builder<byte>().AppendRange(Enumerable.Range(0, Rows * 3).Select(i => (byte)i)).Build()], children: null));

    private static IArrowArray Dictionary() => new DictionaryArray(
        new DictionaryType(Int8Type.Default, StringType.Default, ordered: false),
        new Int8Array.Builder().AppendRange(Range(i => (sbyte)(i % 3))).Build(),
        new StringArray.Builder().AppendRange(["red", "a colour with a rather long name", "grün"]).Build());
}
