namespace TensorFrames.Ipc;

/// <summary>
/// Walks a batch's header along the schema and lists the nodes and buffers of the wanted columns, each checked against
/// the body's length and against what its type and row count need. Reused from batch to batch: nothing is allocated.
/// </summary>
internal sealed class BatchLayout
{
    private NodeSlot[] _nodes = new NodeSlot[16];
    private int _nodeCount;
    private BufferSlot[] _slots = new BufferSlot[16];
    private int _node;
    private int _buffer;
    private int _variadic;
    private bool _oldUnions;
    private long _bodyLength;
    private bool _compressed;

    public int Rows { get; private set; }

    public IpcCompression Codec { get; private set; }

    /// <summary>Byte buffers of each wanted view column.</summary>
    public List<int> ViewBuffers { get; } = [];

    /// <summary>Nodes of the wanted columns, parents first.</summary>
    public Span<NodeSlot> Nodes => _nodes.AsSpan(0, _nodeCount);

    public Span<BufferSlot> Slots => _slots.AsSpan(0, SlotCount);

    public int SlotCount { get; private set; }

    public void Plan(BatchHeader header, MetadataVersion version, ReadOnlySpan<ColumnPlan> columns, ReadOnlySpan<bool> wanted, long bodyLength)
    {
        (_node, _buffer, _variadic, SlotCount, _bodyLength) = (0, 0, 0, 0, bodyLength);
        _oldUnions = version == MetadataVersion.V4;
        _nodeCount = 0;
        ViewBuffers.Clear();
        Rows = (int)header.Length;
        Codec = header.Codec;
        _compressed = Codec != IpcCompression.None;
        for (var i = 0; i < columns.Length; i++)
        {
            Walk(header, columns[i], wanted[i], Rows);
        }

        if (_node != header.Nodes.Count || _buffer != header.Buffers.Count)
        {
            throw new IpcFormatException(
                $"it has {header.Nodes.Count} field nodes and {header.Buffers.Count} buffers, the schema needs {_node} and {_buffer}");
        }
    }

    private void Walk(BatchHeader header, ColumnPlan column, bool wanted, int? rows)
    {
        var length = Node(header, column, wanted, rows);
        Buffers(header, column, wanted, length);
        foreach (var child in column.Children)
        {
            Walk(header, child, wanted, null);
        }
    }

    private int Node(BatchHeader header, ColumnPlan column, bool wanted, int? rows)
    {
        if (_node >= header.Nodes.Count)
        {
            throw new IpcFormatException($"it has {header.Nodes.Count} field nodes, the schema needs more", column.Path);
        }

        var length = header.Nodes.Long(_node);
        var nulls = header.Nodes.Long(_node, sizeof(long));
        _node++;
        if (length is < 0 or > int.MaxValue || nulls < 0 || nulls > length || (rows is not null && length != rows))
        {
            throw new IpcFormatException($"the field says {length} rows and {nulls} nulls, the batch {header.Length} rows", column.Path);
        }

        if (wanted)
        {
            if (_nodeCount == _nodes.Length)
            {
                Array.Resize(ref _nodes, 2 * _nodeCount);
            }

            _nodes[_nodeCount++] = new() { Length = (int)length, Nulls = (int)nulls };
        }

        return (int)length;
    }

    private void Buffers(BatchHeader header, ColumnPlan column, bool wanted, long length)
    {
        switch (column.Layout)
        {
            case ColumnLayout.Null or ColumnLayout.RunEnd:
                return;
            case ColumnLayout.DenseUnion or ColumnLayout.SparseUnion:
                OldUnionValidity(header, column, wanted);
                Take(header, column, wanted, length);
                if (column.Layout == ColumnLayout.DenseUnion)
                {
                    Take(header, column, wanted, length * sizeof(int));
                }

                return;
        }

        Take(header, column, wanted, 0, bound: (length + 7) / 8);
        switch (column.Layout)
        {
            case ColumnLayout.Bits:
                Take(header, column, wanted, (length + 7) / 8);
                break;
            case ColumnLayout.Fixed or ColumnLayout.Dictionary:
                Take(header, column, wanted, length * column.Width);
                break;
            case ColumnLayout.Binary or ColumnLayout.LargeBinary or ColumnLayout.List or ColumnLayout.LargeList:
                var size = column.Layout is ColumnLayout.LargeBinary or ColumnLayout.LargeList ? sizeof(long) : sizeof(int);
                Take(header, column, wanted, length == 0 ? 0 : (length + 1) * size, bound: size, fill: length == 0 ? size : 0);
                if (column.Layout is ColumnLayout.Binary or ColumnLayout.LargeBinary)
                {
                    Take(header, column, wanted, 0, bound: long.MaxValue);
                }

                break;
            case ColumnLayout.ListView or ColumnLayout.LargeListView:
                var width = column.Layout == ColumnLayout.LargeListView ? sizeof(long) : sizeof(int);
                Take(header, column, wanted, length * width);
                Take(header, column, wanted, length * width);
                break;
            case ColumnLayout.View:
                Take(header, column, wanted, length * 16);
                Views(header, column, wanted);
                break;
        }
    }

    private void Views(BatchHeader header, ColumnPlan column, bool wanted)
    {
        var count = _variadic < header.Variadic.Count ? header.Variadic.Long(_variadic) : -1;
        _variadic++;
        if (count < 0 || count > header.Buffers.Count - _buffer)
        {
            throw new IpcFormatException($"it says {count} view buffers, {header.Buffers.Count - _buffer} are left", column.Path);
        }

        if (wanted)
        {
            ViewBuffers.Add((int)count);
        }

        for (var i = 0; i < count; i++)
        {
            Take(header, column, wanted, 0, bound: long.MaxValue);
        }
    }

    /// <summary>Before version 5 a union had a validity buffer; an empty one says nothing and is passed over.</summary>
    private void OldUnionValidity(BatchHeader header, ColumnPlan column, bool wanted)
    {
        if (_oldUnions)
        {
            Take(header, column, wanted: false, 0);
            if (wanted && header.Buffers.Long(_buffer - 1, sizeof(long)) > 0 && header.Nodes.Long(_node - 1, sizeof(long)) > 0)
            {
                throw new IpcFormatException("it is a union with nulls of its own (metadata version 4), which is not read", column.Path);
            }
        }
    }

    private void Take(BatchHeader header, ColumnPlan column, bool wanted, long need, long bound = 0, int fill = 0)
    {
        if (_buffer >= header.Buffers.Count)
        {
            throw new IpcFormatException($"it has {header.Buffers.Count} buffers, the schema needs more", column.Path);
        }

        var offset = header.Buffers.Long(_buffer);
        var length = header.Buffers.Long(_buffer, sizeof(long));
        _buffer++;
        if (length < 0 || (length > 0 && (offset < 0 || offset > _bodyLength || length > _bodyLength - offset)))
        {
            throw new IpcFormatException($"buffer {_buffer - 1} (offset {offset}, length {length}) lies outside the body of {_bodyLength} bytes", column.Path);
        }

        if (!_compressed && length < need)
        {
            throw new IpcFormatException($"buffer {_buffer - 1} has {length} bytes, {need} needed", column.Path);
        }

        if (wanted)
        {
            if (SlotCount == _slots.Length)
            {
                Array.Resize(ref _slots, 2 * SlotCount);
            }

            _slots[SlotCount++] = new()
            {
                Column = column,
                FrameOffset = offset,
                FrameLength = length,
                Length = length,
                Need = need,
                Bound = Math.Max(need, bound),
                Fill = fill,
            };
        }
    }
}
