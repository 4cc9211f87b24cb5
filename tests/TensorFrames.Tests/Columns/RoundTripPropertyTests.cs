using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using TensorFrames.Tests.Ipc;
using Xunit;

namespace TensorFrames.Tests.Columns;

/// <summary>Random columns of random types, nested, sliced, with nulls: what goes into <c>y = Identity(x)</c> comes out.</summary>
public sealed class RoundTripPropertyTests
{
    private const int Samples = 250;

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

    private static readonly Gen<(int Leaf, int[] Sizes, int Lists, int Rows, int Offset, bool Nulls, int Seed)> Columns = Gen.Select(
        Gen.Int[0, Leaves.Length - 1], Gen.Int[0, 3].Array[0, 3], Gen.Int[0, 26], Gen.Int[1, 70], Gen.Int[0, 70], Gen.Bool, Gen.Int);

    [Theory, EveryRuntime]
    public void What_goes_in_comes_out(Runtime tf) => Columns.Sample(
        c =>
        {
            var (type, dtype, fill, fillCell) = Leaves[c.Leaf];
            var whole = ArrowArrayFactory.BuildArray(Nest(new SampleData(c.Seed), type, c.Sizes, c.Lists, c.Rows + c.Offset + 3, c.Nulls));
            var column = ArrowArrayFactory.Slice(whole, c.Offset, c.Rows);
            var options = new MapOptions { DefaultNulls = NullPolicy.Fill(fill), Binary = dtype == DType.String ? ["y"] : [] };
            var (result, report) = Identity.Run(tf, column, dtype, new([-1, .. c.Sizes.Select(s => (long)s)]), options);
            var expected = ArrowCompare.Of(column).Select(cell => Filled(cell, c.Sizes, fillCell)).ToList();
            var values = c.Rows * c.Sizes.Aggregate(1L, (product, size) => product * size);
            var feed = report.Feeds[0];
            return ArrowCompare.Same(expected, ArrowCompare.Of(result))
                && (dtype.Width() == 0 || dtype == DType.Bool || feed.BorrowedBytes + feed.CopiedBytes == values * dtype.Width())
                && feed.BorrowedTensors + feed.CopiedTensors == 1;
        },
        iter: Samples,
        threads: 1,
        print: c => $"{Leaves[c.Leaf].Type.Name} as {Leaves[c.Leaf].DType}, cells of [{string.Join(',', c.Sizes)}] in lists {c.Lists}, {c.Rows} rows from {c.Offset}, nulls {c.Nulls}, data {c.Seed}");

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

    private static object? Filled(object? cell, ReadOnlySpan<int> sizes, object fill)
    {
        if (sizes.Length == 0)
        {
            return cell ?? fill;
        }

        List<object?> cells = [];
        for (var i = 0; i < sizes[0]; i++)
        {
            cells.Add(Filled((cell as List<object?>)?[i], sizes[1..], fill));
        }

        return cells;
    }
}
