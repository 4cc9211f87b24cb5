using System.Runtime.InteropServices;

namespace TensorFrames.Ipc;

/// <summary>
/// Checks the values of a batch that was read, before any array is made of it, and counts its nulls. UTF-8 is not looked
/// at: nothing follows it out of range, and who turns it into text sees it anyway.
/// </summary>
internal sealed class BatchValidator
{
    private int _node;
    private int _slot;
    private int _view;

    public void Check(BatchLayout layout, AlignedBlock block, ReadOnlySpan<ColumnPlan> columns, ReadOnlySpan<bool> wanted)
    {
        (_node, _slot, _view) = (0, 0, 0);
        for (var i = 0; i < columns.Length; i++)
        {
            if (wanted[i])
            {
                Check(layout, block, columns[i]);
            }
        }
    }

    /// <summary>Returns the array's length.</summary>
    private int Check(BatchLayout layout, AlignedBlock block, ColumnPlan column)
    {
        ref var node = ref layout.Nodes[_node++];
        var rows = node.Length;
        var first = _slot;
        var validity = column.Layout is ColumnLayout.Null or ColumnLayout.RunEnd or ColumnLayout.DenseUnion or ColumnLayout.SparseUnion
            ? default
            : Validity(layout.Slots[_slot++], block, ref node);
        var slots = layout.Slots[_slot..];
        switch (column.Layout)
        {
            case ColumnLayout.Bits or ColumnLayout.Fixed:
                _slot++;
                break;
            case ColumnLayout.Binary:
                Offsets<int>(column, block.Span(slots[0]), rows, slots[1].Length, "bytes");
                _slot += 2;
                break;
            case ColumnLayout.LargeBinary:
                Offsets<long>(column, block.Span(slots[0]), rows, slots[1].Length, "bytes");
                _slot += 2;
                break;
            case ColumnLayout.View:
                var buffers = layout.ViewBuffers[_view++];
                Fail(column, ValueChecks.FirstViewOutside(block.Span(slots[0]), rows, slots.Slice(1, buffers), validity), "a view points outside its buffers");
                _slot += 1 + buffers;
                break;
            case ColumnLayout.Dictionary:
                Indices(column, block.Span(slots[0]), rows, validity);
                _slot++;
                break;
            case ColumnLayout.List:
                _slot++;
                Offsets<int>(column, block.Span(slots[0]), rows, Check(layout, block, column.Children[0]), "values");
                break;
            case ColumnLayout.LargeList:
                _slot++;
                Offsets<long>(column, block.Span(slots[0]), rows, Check(layout, block, column.Children[0]), "values");
                break;
            case ColumnLayout.ListView:
                _slot += 2;
                ListViews<int>(column, block, slots, rows, Check(layout, block, column.Children[0]));
                break;
            case ColumnLayout.LargeListView:
                _slot += 2;
                ListViews<long>(column, block, slots, rows, Check(layout, block, column.Children[0]));
                break;
            case ColumnLayout.FixedSizeList:
                AtLeast(column, Check(layout, block, column.Children[0]), (long)rows * column.Width);
                break;
            case ColumnLayout.Struct:
                foreach (var child in column.Children)
                {
                    AtLeast(child, Check(layout, block, child), rows);
                }

                break;
            case ColumnLayout.DenseUnion or ColumnLayout.SparseUnion:
                _slot += column.Layout == ColumnLayout.DenseUnion ? 2 : 1;
                Union(layout, block, column, first, rows);
                break;
            case ColumnLayout.RunEnd:
                node.Nulls = 0;
                RunEnds(layout, block, column, rows);
                break;
        }

        return rows;
    }

    private static ReadOnlySpan<byte> Validity(in BufferSlot slot, AlignedBlock block, ref NodeSlot node)
    {
        if (slot.Length == 0)
        {
            return node.Nulls == 0 ? default : throw new IpcFormatException($"it has {node.Nulls} nulls but no validity bits", slot.Column.Path);
        }

        if (slot.Length < (node.Length + 7L) / 8)
        {
            throw new IpcFormatException($"its {slot.Length} bytes of validity bits are too few for {node.Length} rows", slot.Column.Path);
        }

        // Some writers count loosely; the bits are what everybody goes by.
        var bits = block.Span(slot);
        node.Nulls = node.Length - ValueChecks.CountBits(bits, node.Length);
        return node.Nulls == 0 ? default : bits;
    }

    private static void Offsets<T>(ColumnPlan column, ReadOnlySpan<byte> bytes, int rows, long end, string what)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        if (rows > 0 && !ValueChecks.OffsetsRise(MemoryMarshal.Cast<byte, T>(bytes)[..(rows + 1)], end))
        {
            throw new IpcFormatException($"its offsets do not rise from 0 to at most the {end} {what} it has", column.Path);
        }
    }

    private static void ListViews<T>(ColumnPlan column, AlignedBlock block, ReadOnlySpan<BufferSlot> slots, int rows, long end)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        var offsets = MemoryMarshal.Cast<byte, T>(block.Span(slots[0]))[..rows];
        var sizes = MemoryMarshal.Cast<byte, T>(block.Span(slots[1]))[..rows];
        Fail(column, ValueChecks.FirstListOutside(offsets, sizes, end), $"a list points outside the {end} values");
    }

    private static void Indices(ColumnPlan column, ReadOnlySpan<byte> bytes, int rows, ReadOnlySpan<byte> validity)
    {
        var entry = column.Dictionary!;
        var count = entry.Current?.Length
            ?? throw new IpcFormatException($"its dictionary (id {entry.Id}) did not come before it", column.Path);
        var row = column.Width switch
        {
            1 => ValueChecks.FirstIndexOutside(bytes[..rows], column.Signed, count, validity),
            2 => ValueChecks.FirstIndexOutside(MemoryMarshal.Cast<byte, ushort>(bytes)[..rows], column.Signed, count, validity),
            4 => ValueChecks.FirstIndexOutside(MemoryMarshal.Cast<byte, uint>(bytes)[..rows], column.Signed, count, validity),
            _ => ValueChecks.FirstIndexOutside(MemoryMarshal.Cast<byte, ulong>(bytes)[..rows], column.Signed, count, validity),
        };
        Fail(column, row, $"an index is outside the dictionary of {count} values");
    }

    private void Union(BatchLayout layout, AlignedBlock block, ColumnPlan column, int slot, int rows)
    {
        var lengths = new int[column.Children.Length];
        for (var i = 0; i < lengths.Length; i++)
        {
            lengths[i] = Check(layout, block, column.Children[i]);
        }

        var ids = block.Span(layout.Slots[slot]);
        var dense = column.Layout == ColumnLayout.DenseUnion;
        var offsets = dense ? MemoryMarshal.Cast<byte, int>(block.Span(layout.Slots[slot + 1])) : default;
        for (var i = 0; i < rows; i++)
        {
            var child = ids[i] < 128 ? column.ChildOfTypeId[ids[i]] : -1;
            if (child < 0 || (uint)(dense ? offsets[i] : i) >= (uint)lengths[child])
            {
                Fail(column, i, $"type id {ids[i]} has no value there");
            }
        }
    }

    private void RunEnds(BatchLayout layout, AlignedBlock block, ColumnPlan column, int rows)
    {
        var ends = _slot + 1;
        var endsNode = _node;
        var runs = Check(layout, block, column.Children[0]);
        var values = Check(layout, block, column.Children[1]);
        var bytes = block.Span(layout.Slots[ends]);
        long last = 0;
        for (var i = 0; i < runs; i++)
        {
            long end = column.Width switch
            {
                2 => MemoryMarshal.Cast<byte, short>(bytes)[i],
                4 => MemoryMarshal.Cast<byte, int>(bytes)[i],
                _ => MemoryMarshal.Cast<byte, long>(bytes)[i],
            };
            if (end <= last)
            {
                throw new IpcFormatException($"its run ends do not rise at run {i}", column.Path);
            }

            last = end;
        }

        if (layout.Nodes[endsNode].Nulls != 0 || values < runs || last < rows)
        {
            throw new IpcFormatException($"its {runs} runs with {values} values end at {last}, {rows} rows wanted", column.Path);
        }
    }

    private static void AtLeast(ColumnPlan column, int length, long wanted)
    {
        if (length < wanted)
        {
            throw new IpcFormatException($"it has {length} values, {wanted} wanted", column.Path);
        }
    }

    private static void Fail(ColumnPlan column, int row, string what)
    {
        if (row >= 0)
        {
            throw new IpcFormatException($"{what}, first at row {row} of the batch", column.Path);
        }
    }
}
