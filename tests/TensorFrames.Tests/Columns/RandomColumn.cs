using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using TensorFrames.Tests.Ipc;

namespace TensorFrames.Tests.Columns;

/// <summary>What a random column is made of: a leaf type, sizes and kinds of the lists around it, a slice, nulls, data.</summary>
internal sealed record RandomColumn(int Leaf, int[] Sizes, int Lists, int Rows, int Offset, bool Nulls, int Seed)
{
    private static readonly (IArrowType Type, DType DType, object Fill, object FillCell)[] Leaves =
    [
        (BooleanType.Default, DType.Bool, true, true), (Int8Type.Default, DType.Int8, 7, 7m), (UInt8Type.Default, DType.UInt8, 7, 7m),
        (Int16Type.Default, DType.Int16, 7, 7m), (UInt16Type.Default, DType.UInt16, 7, 7m), (Int32Type.Default, DType.Int32, 7, 7m),
        (UInt32Type.Default, DType.UInt32, 7, 7m), (Int64Type.Default, DType.Int64, 7, 7m), (UInt64Type.Default, DType.UInt64, 7, 7m),
        (HalfFloatType.Default, DType.Float16, 7, 7.0), (FloatType.Default, DType.Float32, 7, 7.0), (DoubleType.Default, DType.Float64, 7, 7.0),
        (Date32Type.Default, DType.Int32, 7, 7m), (new Time64Type(TimeUnit.Nanosecond), DType.Int64, 7, 7m), (new TimestampType(TimeUnit.Second, "Europe/Berlin"), DType.Int64, 7, 7m),
        (DurationType.Microsecond, DType.Int64, 7, 7m), (UInt16Type.Default, DType.BFloat16, 1, 16_256m),
        (StringType.Default, DType.String, "f", "f"u8.ToArray()), (BinaryType.Default, DType.String, "f", "f"u8.ToArray()), (LargeStringType.Default, DType.String, "f", "f"u8.ToArray()),
        (StringViewType.Default, DType.String, "f", "f"u8.ToArray()), (new FixedSizeBinaryType(3), DType.String, "f", "f"u8.ToArray()),
        (new DictionaryType(Int8Type.Default, StringType.Default, false), DType.String, "f", "f"u8.ToArray()), (new DictionaryType(UInt16Type.Default, DoubleType.Default, false), DType.Float64, 7, 7.0),
    ];

    internal static Gen<RandomColumn> Any { get; } = Gen.Select(
        Gen.Int[0, Leaves.Length - 1], Gen.Int[0, 3].Array[0, 3], Gen.Int[0, 26], Gen.Int[1, 70], Gen.Int[0, 70], Gen.Bool, Gen.Int,
        (leaf, sizes, lists, rows, offset, nulls, seed) => new RandomColumn(leaf, sizes, lists, rows, offset, nulls, seed));

    internal DType DType => Leaves[Leaf].DType;

    /// <summary>What takes the place of nulls, as a fill value and as the cell that comes out.</summary>
    internal (object Value, object Cell) Fill => (Leaves[Leaf].Fill, Leaves[Leaf].FillCell);

    internal TensorShape Shape => new([-1, .. Sizes.Select(s => (long)s)]);

    internal MapOptions Options => new() { DefaultNulls = NullPolicy.Fill(Fill.Value), Binary = DType == DType.String ? ["y"] : [] };

    public override string ToString() =>
        $"{Leaves[Leaf].Type.Name} as {DType}, cells of [{string.Join(',', Sizes)}] in lists {Lists}, {Rows} rows from {Offset}, nulls {Nulls}, data {Seed}";

    /// <summary>The whole array that the rows are a slice of.</summary>
    internal ArrayData Whole() => Nest(new SampleData(Seed), Leaves[Leaf].Type, Sizes, Lists, Rows + Offset + 3, Nulls);

    internal IArrowArray Make() => Slice(Whole());

    internal IArrowArray Slice(ArrayData whole) => ArrowArrayFactory.Slice(ArrowArrayFactory.BuildArray(whole), Offset, Rows);

    // Lists of one length at each depth, of a kind that the base-3 digits of "lists" choose; null lists hold nothing.
    private static ArrayData Nest(SampleData data, IArrowType leaf, int[] sizes, int lists, int count, bool nulls)
    {
        if (sizes.Length == 0)
        {
            return data.Make(leaf, count, nulls);
        }

        var validity = nulls ? data.Make(BooleanType.Default, count, nulls: true) : null;
        var valid = Enumerable.Range(0, count).Select(i => validity is null || !ArrowArrayFactory.BuildArray(validity).IsNull(i)).ToArray();
        var bits = validity is null ? ArrowBuffer.Empty : validity.Buffers[0];
        var absent = valid.Count(v => !v);
        if (lists % 3 == 0 && sizes[0] > 0)
        {
            var child = Nest(data, leaf, sizes[1..], lists / 3, count * sizes[0], nulls);
            return new ArrayData(new FixedSizeListType(child.DataType, sizes[0]), count, absent, 0, [bits], [child]);
        }

        var ends = new int[count + 1];
        for (var i = 0; i < count; i++)
        {
            ends[i + 1] = ends[i] + (valid[i] ? sizes[0] : 0);
        }

        var items = Nest(data, leaf, sizes[1..], lists / 3, ends[^1], nulls);
        return lists % 3 == 1
            ? new ArrayData(new LargeListType(items.DataType), count, absent, 0, [bits, Buffer(ends.Select(e => (long)e).ToArray())], [items])
            : new ArrayData(new ListType(items.DataType), count, absent, 0, [bits, Buffer(ends)], [items]);
    }

    private static ArrowBuffer Buffer<T>(T[] values)
        where T : unmanaged => new(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
}
