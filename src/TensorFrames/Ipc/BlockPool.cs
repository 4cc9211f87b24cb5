namespace TensorFrames.Ipc;

/// <summary>
/// Blocks that batches have given back, kept for the next ones: fresh pages cost more than the bytes read into them.
/// Safe for any thread, since batches end anywhere, the finaliser's thread included.
/// </summary>
internal sealed class BlockPool(long maxIdleBytes)
{
    private const int MaxIdleBlocks = 8;
    private readonly Lock _lock = new();
    private readonly List<AlignedBlock> _idle = new(MaxIdleBlocks);
    private long _idleBytes;
    private bool _closed;
    private long _liveBytes;
    private long _peakBytes;

    /// <summary>Native bytes allocated and not yet freed, idle ones included.</summary>
    public long LiveBytes => Interlocked.Read(ref _liveBytes);

    /// <summary>The most that <see cref="LiveBytes"/> ever was.</summary>
    public long PeakBytes => Interlocked.Read(ref _peakBytes);

    public AlignedBlock Rent(long length)
    {
        var block = TakeIdle(length) ?? Allocate(SizeClass(length));
        block.Start();
        return block;
    }

    public void Return(AlignedBlock block)
    {
        lock (_lock)
        {
            if (!_closed && _idle.Count < MaxIdleBlocks && _idleBytes + block.Capacity <= maxIdleBytes)
            {
                _idle.Add(block);
                _idleBytes += block.Capacity;
                return;
            }
        }

        Free(block);
    }

    /// <summary>Frees what is idle; blocks still in use are freed when they come back.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _idle.ForEach(Free);
            _idle.Clear();
        }
    }

    /// <summary>Makes a rented block larger, which may move it; nothing may point into it.</summary>
    public void Grow(AlignedBlock block, long length)
    {
        var before = block.Capacity;
        var capacity = SizeClass(length);
        try
        {
            block.Grow(capacity);
        }
        catch (OutOfMemoryException e)
        {
            throw new IpcFormatException($"there is no memory for its {capacity} bytes", inner: e);
        }

        Took(capacity - before);
    }

    private AlignedBlock? TakeIdle(long length)
    {
        lock (_lock)
        {
            for (var i = _idle.Count - 1; i >= 0; i--)
            {
                var block = _idle[i];
                if (block.Capacity >= length && block.Capacity / 4 <= length + 4096)
                {
                    _idle.RemoveAt(i);
                    _idleBytes -= block.Capacity;
                    return block;
                }
            }

            // What fits none of the batches any more is dead weight.
            if (_idle.Count == MaxIdleBlocks)
            {
                _idleBytes -= _idle[0].Capacity;
                Free(_idle[0]);
                _idle.RemoveAt(0);
            }

            return null;
        }
    }

    private AlignedBlock Allocate(long capacity)
    {
        try
        {
            var block = new AlignedBlock(this, capacity);
            Took(capacity);
            return block;
        }
        catch (OutOfMemoryException e)
        {
            throw new IpcFormatException($"there is no memory for its {capacity} bytes", inner: e);
        }
    }

    private void Took(long bytes)
    {
        var live = Interlocked.Add(ref _liveBytes, bytes);
        for (var peak = PeakBytes; live > peak; peak = PeakBytes)
        {
            Interlocked.CompareExchange(ref _peakBytes, live, peak);
        }
    }

    private void Free(AlignedBlock block)
    {
        Interlocked.Add(ref _liveBytes, -block.Capacity);
        block.Free();
    }

    /// <summary>Up to an eighth more than asked for, so that batches of nearly one size share blocks.</summary>
    private static long SizeClass(long length)
    {
        var step = Math.Max(AlignedBlock.Alignment, (long)(System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)Math.Max(length, 1)) / 16));
        return Math.Max(step, (length + step - 1) / step * step);
    }
}
