namespace TensorFrames.Ipc;

/// <summary>Reads a message's body: each wanted buffer from the stream to a 64-byte boundary of one native block.</summary>
internal sealed unsafe class BodyReader(IpcSource source, BlockPool pool, IpcReadOptions options) : IDisposable
{
    /// <summary>Bodies up to this are read at once and their buffers copied: cheaper than a system call for each.</summary>
    private const int SmallBody = 64 << 10;

    private readonly BodyDecompressor _decompressor = new();
    private readonly BodyPieces _pieces = new();
    private int[] _order = [];
    private byte[]? _small;

    public long BytesPlaced { get; private set; }

    public long BytesCopied { get; private set; }

    public long BytesDecompressed { get; private set; }

    /// <summary>Reads the body to its end. The block comes with one reference, the caller's.</summary>
    public AlignedBlock Read(BatchLayout layout, long bodyLength, CancellationToken cancellationToken)
    {
        if (source.Left is { } left && left < bodyLength)
        {
            throw IpcSource.Cut("its body", bodyLength, left);
        }

        var slots = layout.Slots;
        var order = InFrameOrder(slots);
        if (layout.Codec == IpcCompression.None)
        {
            var plain = ReadPlain(slots, order, bodyLength, out var grown, cancellationToken);
            Count(slots, order, grown);
            return plain;
        }

        var packed = ReadPlain(slots, order, bodyLength, out var moved, cancellationToken);
        BytesCopied += moved;
        try
        {
            BodyDecompressor.Measure(slots, packed, layout.Codec);
            var growing = new GrowingBlock(pool, source, Limited(Assign(slots, order, coalesce: false)));
            var block = growing.Block;
            try
            {
                var (decompressed, copied) = _decompressor.Run(slots, order, packed, growing, layout.Codec, cancellationToken);
                BytesDecompressed += decompressed;
                BytesCopied += copied;
                growing.Finish();
                BytesCopied += growing.Moved;
                ClearPadding(slots, block);
                return block;
            }
            catch
            {
                block.Release();
                throw;
            }
        }
        finally
        {
            packed.Release();
        }
    }

    public void Dispose()
    {
        _decompressor.Dispose();
        _pieces.Dispose();
    }

    private AlignedBlock ReadPlain(Span<BufferSlot> slots, ReadOnlySpan<int> order, long bodyLength, out long moved, CancellationToken cancellationToken)
    {
        moved = 0;
        var growing = new GrowingBlock(pool, source, Limited(Assign(slots, order, coalesce: true)));
        var block = growing.Block;
        try
        {
            if (!growing.IsWhole)
            {
                ReadGrowing(slots, order, growing, bodyLength, cancellationToken);
                moved = growing.Moved;
                ClearPadding(slots, block);
                return block;
            }

            if (source.Scatters && _pieces.TryMake(slots, order, block, bodyLength))
            {
                source.ReadExactly(_pieces.Made, bodyLength, "its body");
                ClearPadding(slots, block);
                return block;
            }

            var first = order.IsEmpty ? 0 : slots[order[0]].FrameOffset;
            var end = order.IsEmpty ? 0 : slots[order[^1]].FrameOffset + slots[order[^1]].FrameLength;
            source.Skip(first, "its body", cancellationToken);
            if (IsSmall(slots, order))
            {
                ReadSmall(slots, order, block, first, (int)(end - first));
            }
            else
            {
                ReadRuns(slots, order, block, cancellationToken);
            }

            source.Skip(bodyLength - end, "its body", cancellationToken);
            ClearPadding(slots, block);
            return block;
        }
        catch
        {
            block.Release();
            throw;
        }
    }

    /// <summary>A body that claims much: memory is taken as bytes come.</summary>
    private void ReadGrowing(Span<BufferSlot> slots, ReadOnlySpan<int> order, GrowingBlock block, long bodyLength, CancellationToken cancellationToken)
    {
        long at = 0;
        foreach (var i in order)
        {
            ref var slot = ref slots[i];
            source.Skip(slot.FrameOffset - at, "its body", cancellationToken);
            for (long done = 0; done < slot.FrameLength;)
            {
                var target = block.Next(slot.Position + done, slot.FrameLength - done, out var length);
                source.ReadExactly(target, length, "its body", cancellationToken);
                done += length;
            }

            at = slot.FrameOffset + slot.FrameLength;
        }

        source.Skip(bodyLength - at, "its body", cancellationToken);
        block.Finish();
    }

    private void ReadSmall(Span<BufferSlot> slots, ReadOnlySpan<int> order, AlignedBlock block, long first, int length)
    {
        _small ??= GC.AllocateUninitializedArray<byte>(SmallBody);
        source.ReadExactly(_small.AsSpan(0, length), "its body");
        foreach (var i in order)
        {
            ref var slot = ref slots[i];
            _small.AsSpan((int)(slot.FrameOffset - first), (int)slot.FrameLength).CopyTo(new(block.Pointer + slot.Position, (int)slot.FrameLength));
        }
    }

    private void Count(ReadOnlySpan<BufferSlot> slots, ReadOnlySpan<int> order, long moved)
    {
        var bytes = 0L;
        foreach (var i in order)
        {
            bytes += slots[i].Length;
        }

        moved = IsSmall(slots, order) ? bytes : moved;
        BytesCopied += moved;
        BytesPlaced += Math.Max(0, bytes - moved);
    }

    private bool IsSmall(ReadOnlySpan<BufferSlot> slots, ReadOnlySpan<int> order) =>
        !source.Scatters && order.Length > 1 && slots[order[^1]].FrameOffset + slots[order[^1]].FrameLength - slots[order[0]].FrameOffset <= SmallBody;

    /// <summary>Neighbours that keep their distance in the block are read in one go.</summary>
    private void ReadRuns(Span<BufferSlot> slots, ReadOnlySpan<int> order, AlignedBlock block, CancellationToken cancellationToken)
    {
        for (var i = 0; i < order.Length;)
        {
            ref var start = ref slots[order[i]];
            var end = start.FrameOffset;
            for (; i < order.Length; i++)
            {
                ref var slot = ref slots[order[i]];
                if (slot.Position - start.Position != slot.FrameOffset - start.FrameOffset || slot.FrameOffset - end >= AlignedBlock.Alignment)
                {
                    source.ReadExactly(block.Pointer + start.Position, end - start.FrameOffset, "its body", cancellationToken);
                    source.Skip(slot.FrameOffset - end, "its body", cancellationToken);
                    start = ref slot;
                }

                end = slot.FrameOffset + slot.FrameLength;
            }

            source.ReadExactly(block.Pointer + start.Position, end - start.FrameOffset, "its body", cancellationToken);
        }
    }

    /// <summary>Gives each slot its place in a block and returns the block's length.</summary>
    private static long Assign(Span<BufferSlot> slots, ReadOnlySpan<int> order, bool coalesce)
    {
        long end = 0;
        var last = -1;
        foreach (var i in order)
        {
            ref var slot = ref slots[i];
            slot.Position = AlignedBlock.RoundUp(end);
            if (coalesce && last >= 0)
            {
                var distance = slot.FrameOffset - slots[last].FrameOffset;
                var gap = distance - slots[last].FrameLength;
                if (distance % AlignedBlock.Alignment == 0 && gap < AlignedBlock.Alignment)
                {
                    slot.Position = slots[last].Position + distance;
                }
            }

            end = slot.Position + slot.Length;
            last = i;
        }

        foreach (ref var slot in slots)
        {
            slot.Filled = slot.Length == 0 && slot.Fill > 0;
            if (slot.Filled)
            {
                slot.Position = AlignedBlock.RoundUp(end);
                slot.Length = slot.Fill;
                end = slot.Position + slot.Length;
            }
        }

        return AlignedBlock.RoundUp(end);
    }

    private long Limited(long length) => length <= options.MaxBatchBytes
        ? length
        : throw new IpcFormatException($"its batch would take {length} bytes, more than MaxBatchBytes ({options.MaxBatchBytes}). Fix: raise it, or write smaller batches");

    private ReadOnlySpan<int> InFrameOrder(ReadOnlySpan<BufferSlot> slots)
    {
        if (_order.Length < slots.Length)
        {
            _order = new int[slots.Length * 2];
        }

        var count = 0;
        var sorted = true;
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i].FrameLength > int.MaxValue)
            {
                throw new IpcFormatException($"a buffer of {slots[i].FrameLength} bytes is too long: at most {int.MaxValue} fit an array", slots[i].Column.Path);
            }

            if (slots[i].FrameLength > 0)
            {
                sorted &= count == 0 || slots[_order[count - 1]].FrameOffset <= slots[i].FrameOffset;
                _order[count++] = i;
            }
        }

        var order = _order.AsSpan(0, count);
        if (!sorted)
        {
            Sort(slots, order);
        }

        for (var i = 1; i < count; i++)
        {
            ref readonly var before = ref slots[order[i - 1]];
            if (before.FrameOffset + before.FrameLength > slots[order[i]].FrameOffset)
            {
                throw new IpcFormatException("two of its buffers overlap in the body", slots[order[i]].Column.Path);
            }
        }

        return order;
    }

    private static void Sort(ReadOnlySpan<BufferSlot> slots, Span<int> order)
    {
        var offsets = new long[order.Length];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = slots[order[i]].FrameOffset;
        }

        offsets.AsSpan().Sort(order);
    }

    private static void ClearPadding(ReadOnlySpan<BufferSlot> slots, AlignedBlock block)
    {
        foreach (ref readonly var slot in slots)
        {
            var start = slot.Filled ? slot.Position : slot.Position + slot.Length;
            var end = AlignedBlock.RoundUp(slot.Position + slot.Length);
            if (slot.Length > 0)
            {
                new Span<byte>(block.Pointer + start, (int)(end - start)).Clear();
            }
        }
    }
}
