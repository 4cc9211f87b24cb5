using Apache.Arrow;
using TensorFrames.Memory;

namespace TensorFrames.Ipc;

/// <summary>Makes Apache.Arrow's arrays over a block that was read and checked. Nothing is copied.</summary>
internal sealed class ArrayAssembler
{
    private int _node;
    private int _slot;
    private int _view;

    /// <summary>The arrays' data of the wanted columns, in the schema's order; null for the others.</summary>
    public void Assemble(BatchLayout layout, AlignedBlock block, ReadOnlySpan<ColumnPlan> columns, ReadOnlySpan<bool> wanted, Span<ArrayData?> arrays)
    {
        (_node, _slot, _view) = (0, 0, 0);
        for (var i = 0; i < columns.Length; i++)
        {
            arrays[i] = wanted[i] ? Assemble(layout, block, columns[i]) : null;
        }
    }

    private ArrayData Assemble(BatchLayout layout, AlignedBlock block, ColumnPlan column)
    {
        var node = layout.Nodes[_node++];
        var buffers = new ArrowBuffer[BufferCount(layout, column)];
        for (var i = 0; i < buffers.Length; i++)
        {
            var slot = layout.Slots[_slot++];
            buffers[i] = slot.Length == 0
                ? ArrowBuffer.Empty
                : OwnedBuffer.Create(new BlockSlot(block, slot.Position, (int)slot.Length));
        }

        var children = column.Children.Length == 0 ? null : new ArrayData[column.Children.Length];
        for (var i = 0; i < column.Children.Length; i++)
        {
            children![i] = Assemble(layout, block, column.Children[i]);
        }

        return new(column.DataType, node.Length, node.Nulls, 0, buffers, children, column.Dictionary?.Current?.Retain());
    }

    private int BufferCount(BatchLayout layout, ColumnPlan column) => column.Layout switch
    {
        ColumnLayout.Null or ColumnLayout.RunEnd => 0,
        ColumnLayout.FixedSizeList or ColumnLayout.Struct or ColumnLayout.SparseUnion => 1,
        ColumnLayout.Binary or ColumnLayout.LargeBinary or ColumnLayout.ListView or ColumnLayout.LargeListView => 3,
        ColumnLayout.View => 2 + layout.ViewBuffers[_view++],
        _ => 2,
    };
}
