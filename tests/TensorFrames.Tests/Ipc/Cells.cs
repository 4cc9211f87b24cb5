using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Tests.Ipc;

/// <summary>Renders any cell of any Arrow type as text, straight from the buffers, so that tables compare by value.</summary>
internal static class Cells
{
    public static string Of(IArrowArray array, int row) => Of(array.Data, row);

    public static List<string> All(RecordBatch batch) =>
        [.. batch.Arrays.SelectMany(array => Enumerable.Range(0, array.Length).Select(row => Of(array.Data, row)))];

    public static string Of(ArrayData data, int row)
    {
        var type = data.DataType is ExtensionType extension ? extension.StorageType : data.DataType;
        var at = data.Offset + row;
        return type switch
        {
            NullType => "null",
            RunEndEncodedType => Of(data.Children[1], Run(data.Children[0], at)),
            UnionType union => Union(data, union, at),
            _ when !Valid(data, at) => "null",
            BooleanType => Bit(data.Buffers[1].Span, at) ? "true" : "false",
            StringType or BinaryType => Hex(Between(data.Buffers[1].Span, at, data.Buffers[2].Span)),
            LargeStringType or LargeBinaryType => Hex(LargeBetween(data.Buffers[1].Span, at, data.Buffers[2].Span)),
            StringViewType or BinaryViewType => Hex(View(data, at)),
            ListType or MapType => Range(data.Children[0], Int(data.Buffers[1], at), Int(data.Buffers[1], at + 1)),
            LargeListType => Range(data.Children[0], Long(data.Buffers[1], at), Long(data.Buffers[1], at + 1)),
            ListViewType => Range(data.Children[0], Int(data.Buffers[1], at), Int(data.Buffers[1], at) + Int(data.Buffers[2], at)),
            LargeListViewType => Range(data.Children[0], Long(data.Buffers[1], at), Long(data.Buffers[1], at) + Long(data.Buffers[2], at)),
            FixedSizeListType list => Range(data.Children[0], (long)at * list.ListSize, ((long)at + 1) * list.ListSize),
            StructType => "{" + string.Join(",", data.Children.Select(child => Of(child, at))) + "}",
            DictionaryType dictionary => Of(data.Dictionary, (int)Integer(data.Buffers[1].Span, at, dictionary.IndexType)),
            IntervalType interval => Fixed(data, at, interval.Unit switch { IntervalUnit.YearMonth => 4, IntervalUnit.DayTime => 8, _ => 16 }),
            FixedWidthType width => Fixed(data, at, width.BitWidth / 8),
            _ => throw new InvalidOperationException($"No rendering for {type.Name}"),
        };
    }

    private static bool Valid(ArrayData data, int at) => data.Buffers[0].IsEmpty || Bit(data.Buffers[0].Span, at);

    private static bool Bit(ReadOnlySpan<byte> bits, int at) => (bits[at / 8] >> (at % 8) & 1) == 1;

    private static int Int(ArrowBuffer buffer, int at) => MemoryMarshal.Cast<byte, int>(buffer.Span)[at];

    private static long Long(ArrowBuffer buffer, int at) => MemoryMarshal.Cast<byte, long>(buffer.Span)[at];

    private static string Hex(ReadOnlySpan<byte> bytes) => "x" + Convert.ToHexString(bytes);

    private static string Fixed(ArrayData data, int at, int width) => Hex(data.Buffers[1].Span.Slice(at * width, width));

    private static string Range(ArrayData values, long start, long end) =>
        "[" + string.Join(",", Enumerable.Range((int)start, (int)(end - start)).Select(i => Of(values, i))) + "]";

    private static ReadOnlySpan<byte> Between(ReadOnlySpan<byte> offsets, int at, ReadOnlySpan<byte> bytes) =>
        bytes[MemoryMarshal.Cast<byte, int>(offsets)[at]..MemoryMarshal.Cast<byte, int>(offsets)[at + 1]];

    private static ReadOnlySpan<byte> LargeBetween(ReadOnlySpan<byte> offsets, int at, ReadOnlySpan<byte> bytes) =>
        bytes[(int)MemoryMarshal.Cast<byte, long>(offsets)[at]..(int)MemoryMarshal.Cast<byte, long>(offsets)[at + 1]];

    private static ReadOnlySpan<byte> View(ArrayData data, int at)
    {
        var view = data.Buffers[1].Span.Slice(at * 16, 16);
        var length = BinaryPrimitives.ReadInt32LittleEndian(view);
        return length <= 12
            ? view.Slice(4, length)
            : data.Buffers[2 + BinaryPrimitives.ReadInt32LittleEndian(view[8..])].Span.Slice(BinaryPrimitives.ReadInt32LittleEndian(view[12..]), length);
    }

    private static string Union(ArrayData data, UnionType union, int at)
    {
        var id = data.Buffers[0].Span[at];
        var child = data.Children[System.Array.IndexOf(union.TypeIds, (int)id)];
        return $"{id}:{Of(child, union.Mode == UnionMode.Dense ? Int(data.Buffers[1], at) : at)}";
    }

    private static int Run(ArrayData ends, int at)
    {
        var run = 0;
        while (Integer(ends.Buffers[1].Span, ends.Offset + run, ends.DataType) <= at)
        {
            run++;
        }

        return run;
    }

    private static long Integer(ReadOnlySpan<byte> bytes, int at, IArrowType type) => type.TypeId switch
    {
        ArrowTypeId.Int8 => (sbyte)bytes[at],
        ArrowTypeId.UInt8 => bytes[at],
        ArrowTypeId.Int16 => MemoryMarshal.Cast<byte, short>(bytes)[at],
        ArrowTypeId.UInt16 => MemoryMarshal.Cast<byte, ushort>(bytes)[at],
        ArrowTypeId.Int32 => MemoryMarshal.Cast<byte, int>(bytes)[at],
        ArrowTypeId.UInt32 => MemoryMarshal.Cast<byte, uint>(bytes)[at],
        ArrowTypeId.Int64 => MemoryMarshal.Cast<byte, long>(bytes)[at],
        _ => (long)MemoryMarshal.Cast<byte, ulong>(bytes)[at],
    };
}
