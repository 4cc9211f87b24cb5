using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns.Out;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Binary cells that hold a tensor's values as they lie in memory, little-endian: fed as lists of one size over the same bytes.</summary>
internal static class RawCells
{
    /// <summary>Whether a column of binary stands for values of this dtype.</summary>
    internal static bool Are(Field field, DType dtype) => dtype != DType.String && dtype.HasColumns() && ColumnTensor.Storage(field.DataType) switch
    {
        DictionaryType { ValueType: var value } => IsBinary(value),
        var type => IsBinary(type),
    };

    /// <summary>What such a column is as a tensor, where a cell's shape is known: the placeholder's, or the one that the column declares.</summary>
    internal static ColumnTensor? Of(DType dtype, TensorShape cell, TensorShape? declared) =>
        cell.IsKnown ? new(ValuesOf(dtype), Kind(dtype), new(cell.Count), false, null, MLlibKind.None)
        : declared is { IsKnown: true } own && cell.Fits(own) ? new(ValuesOf(dtype), Kind(dtype), new(own.Count), false, own, MLlibKind.None)
        : null;

    /// <summary>The bytes that a cell must have.</summary>
    internal static long BytesOf(FeedSpec spec) => spec.Column.Cell[0] * spec.DType.Width();

    /// <summary>The rows as lists of the values in their bytes, borrowed where these lie one after another; null rows stay null.</summary>
    internal static ArrayData AsLists(FeedSpec spec, ArrayData column, int rows, RunScratch scratch, int index)
    {
        var cells = new CellRange(column, 0, rows);
        if (column.DataType is DictionaryType)
        {
            cells = DictionaryValues.Gather(cells, scratch);
            scratch.Copies[index] = CopyReason.Dictionary;
        }

        switch (ColumnTensor.LeafOf(cells.Data.DataType))
        {
            case LeafKind.Views:
                cells = StringViews.Flatten(cells);
                scratch.Copies[index] = CopyReason.Views;
                break;
            case LeafKind.FixedBinary:
                cells = FixedBinary.WithOffsets(cells, scratch);
                break;
        }

        return ColumnTensor.LeafOf(cells.Data.DataType) switch
        {
            LeafKind.Strings32 => Lists(spec, cells, cells.Data.Offsets<int>(cells.Start, rows), scratch, index),
            LeafKind.Strings64 => Lists(spec, cells, cells.Data.Offsets<long>(cells.Start, rows), scratch, index),
            _ => throw new InvalidDataException($"values of type {ArrowTypeNames.Of(cells.Data.DataType)}, which the table does not declare"),
        };
    }

    private static ArrayData Lists<T>(FeedSpec spec, CellRange cells, ReadOnlySpan<T> offsets, RunScratch scratch, int index)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (offsets.Length < cells.Count + 1)
        {
            throw new InvalidDataException("offset buffer is too short");
        }

        var (each, hasNulls) = (checked((int)BytesOf(spec)), cells.FirstNull >= 0);
        for (var i = hasNulls ? 0 : ListOffsets.FirstOther(offsets, each); i >= 0 && i < cells.Count; i++)
        {
            var bytes = long.CreateTruncating(offsets[i + 1]) - long.CreateTruncating(offsets[i]);
            if (bytes != each && !(hasNulls && cells.Data.IsNull(cells.Start + i)))
            {
                throw spec.BlockError($"the cell has {bytes} bytes, {each} wanted ({spec.Column.Cell[0]} values of {spec.DType.Name()})", "cells of that many bytes, or another shape for the placeholder (Shapes, --shape)", scratch.Position, i);
            }
        }

        var start = long.CreateTruncating(offsets[0]);
        var (count, bytesOfAll) = (checked(cells.Count * (int)spec.Column.Cell[0]), checked(cells.Count * each));
        if (start < 0 || cells.Data.Buffers[2].Length - (hasNulls ? 0 : bytesOfAll) < start)
        {
            throw new InvalidDataException("value buffer is too short");
        }

        if (spec.DType == DType.Bool)
        {
            return FixedLists.Of(Bits(spec, cells, offsets, each, scratch), cells.Count, (int)spec.Column.Cell[0], Validity(cells));
        }

        if (!hasNulls && start % spec.DType.Width() == 0)
        {
            return FixedLists.Of(Leaf(spec, count, (int)(start / spec.DType.Width()), cells.Data.Buffers[2]), cells.Count, (int)spec.Column.Cell[0], ArrowBuffer.Empty);
        }

        var block = scratch.Rent(bytesOfAll);
        block.Span[..bytesOfAll].Clear();
        for (var i = 0; i < cells.Count; i++)
        {
            Bytes(cells, offsets, i).CopyTo(block.Span[(i * each)..]);
        }

        scratch.Copies[index] = scratch.Copies[index] == CopyReason.None ? CopyReason.Misaligned : scratch.Copies[index];
        return FixedLists.Of(Leaf(spec, count, 0, block.Buffer(bytesOfAll)), cells.Count, (int)spec.Column.Cell[0], Validity(cells));
    }

    // A byte a value; what is neither 0 nor 1 would be no bool to TensorFlow.
    private static ArrayData Bits<T>(FeedSpec spec, CellRange cells, ReadOnlySpan<T> offsets, int each, RunScratch scratch)
        where T : unmanaged, IBinaryInteger<T>
    {
        var bits = new byte[BitSpan.BytesFor((long)cells.Count * each)];
        for (var i = 0; i < cells.Count; i++)
        {
            var bytes = Bytes(cells, offsets, i);
            if (bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
            {
                throw spec.BlockError("a byte of the cell is neither 0 nor 1", "bools of one byte each, 0 or 1", scratch.Position, i);
            }

            for (var j = 0; j < bytes.Length; j++)
            {
                if (bytes[j] != 0)
                {
                    BitSpan.Set(bits, (i * each) + j);
                }
            }
        }

        return Leaf(spec, cells.Count * each, 0, new ArrowBuffer(bits));
    }

    private static ReadOnlySpan<byte> Bytes<T>(CellRange cells, ReadOnlySpan<T> offsets, int row)
        where T : unmanaged, IBinaryInteger<T> =>
        cells.Data.IsNull(cells.Start + row) ? [] : cells.Data.Buffers[2].Span[int.CreateChecked(offsets[row])..int.CreateChecked(offsets[row + 1])];

    private static ArrowBuffer Validity(CellRange cells) => LeafDecoder.Plain(BinaryType.Default, cells).Data.Buffers[0];

    private static ArrayData Leaf(FeedSpec spec, int count, int first, ArrowBuffer values) =>
        new(ArrowTypes.Of(spec.DType, binary: false), count, 0, first, [ArrowBuffer.Empty, values], children: null);

    // Arrow has no bfloat16: uint16 holds the bits.
    private static DType ValuesOf(DType dtype) => dtype == DType.BFloat16 ? DType.UInt16 : dtype;

    private static LeafKind Kind(DType dtype) => dtype == DType.Bool ? LeafKind.Bits : LeafKind.Fixed;

    private static bool IsBinary(IArrowType type) => type.TypeId is ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.BinaryView or ArrowTypeId.FixedSizedBinary;
}
