using System.Buffers;
using System.Runtime.InteropServices;
using Apache.Arrow;
using TensorFrames.Interop;
using TensorFrames.Memory;

namespace TensorFrames.Run;

/// <summary>
/// The native descriptors of one run and what it pins, reused from run to run so that a block allocates nothing here.
/// One thread at a time.
/// </summary>
internal sealed unsafe class RunScratch : IDisposable
{
    internal const int MaxRank = 254;

    private readonly long* _dims;
    private readonly int _fetchCount;
    private readonly List<MemoryHandle> _pins = [];
    private readonly List<ArrowBuffer> _buffers = [];
    private readonly List<AlignedBlock> _blocks = [];

    internal RunScratch(int feedCount, int fetchCount)
    {
        Feeds = (Feed*)NativeMemory.AllocZeroed((nuint)Math.Max(1, feedCount), (nuint)sizeof(Feed));
        Fetches = (Fetch*)NativeMemory.AllocZeroed((nuint)Math.Max(1, fetchCount), (nuint)sizeof(Fetch));
        RowFeeds = (RowFeed*)NativeMemory.AllocZeroed((nuint)Math.Max(1, feedCount), (nuint)sizeof(RowFeed));
        RowFetches = (RowFetch*)NativeMemory.AllocZeroed((nuint)Math.Max(1, fetchCount), (nuint)sizeof(RowFetch));
        Error = (ErrorText*)NativeMemory.AllocZeroed((nuint)sizeof(ErrorText));
        _dims = (long*)NativeMemory.AllocZeroed((nuint)Math.Max(1, feedCount) * MaxRank, sizeof(long));
        _fetchCount = fetchCount;
        Copies = new CopyReason[feedCount];
        Bytes = new long[feedCount];
        for (var i = 0; i < feedCount; i++)
        {
            Feeds[i].Dims = _dims + (long)i * MaxRank;
        }
    }

    ~RunScratch() => Free();

    internal Feed* Feeds { get; private set; }

    internal Fetch* Fetches { get; private set; }

    /// <summary>Of a run for each row: cells that differ in shape, and what was fed.</summary>
    internal RowFeed* RowFeeds { get; private set; }

    /// <summary>Of a run for each row: the sizes of cells that differ in shape.</summary>
    internal RowFetch* RowFetches { get; private set; }

    internal ErrorText* Error { get; private set; }

    /// <summary>Why managed code copied a feed's values before the shim saw them; <see cref="CopyReason.None"/> if it did not.</summary>
    internal CopyReason[] Copies { get; }

    /// <summary>Bytes of each feed's values as they lie in Arrow: strings by their text, booleans by their bits.</summary>
    internal long[] Bytes { get; }

    /// <summary>The block the feeds are taken from, for errors.</summary>
    internal BlockPosition Position { get; set; }

    /// <summary>Forgets the last run's feeds.</summary>
    internal void Begin(in BlockPosition position)
    {
        Position = position;
        System.Array.Clear(Copies);
        new Span<RowFeed>(RowFeeds, Copies.Length).Clear();
        new Span<RowFetch>(RowFetches, _fetchCount).Clear();
    }

    /// <summary>Sets a feed's shape and returns where its sizes go.</summary>
    internal Span<long> Shape(int feed, int rank)
    {
        Feeds[feed].Rank = rank;
        RowFeeds[feed].Sizes = null;
        return new Span<long>(Feeds[feed].Dims, rank);
    }

    /// <summary>Takes the rows off a feed's shape: of one row, the cell is left.</summary>
    internal void DropRows(int feed)
    {
        var dims = new Span<long>(Feeds[feed].Dims, Feeds[feed].Rank);
        dims[1..].CopyTo(dims);
        Feeds[feed].Rank--;
    }

    /// <summary>Sets the shape of a feed whose cells differ and returns where their sizes go, row after row.</summary>
    internal Span<long> Sizes(int feed, int rows, int rank)
    {
        var count = checked(rows * rank);
        var shape = Shape(feed, rank + 1);
        shape.Fill(-1);
        shape[0] = rows;
        RowFeeds[feed].Sizes = (long*)Rent((long)count * sizeof(long)).Pointer;
        return new Span<long>(RowFeeds[feed].Sizes, count);
    }

    /// <summary>Feeds fixed-width values that lie in <paramref name="buffer"/>.</summary>
    internal void Values(int feed, DType dtype, ArrowBuffer buffer, long byteOffset, long byteCount)
    {
        ref var target = ref Feeds[feed];
        target.Data = byteCount == 0 ? null : Pin(buffer) + byteOffset;
        target.DataBytes = byteCount;
        Bytes[feed] = byteCount;
        target.Offsets = null;
        target.First = 0;
        target.DType = (int)dtype;
        target.Layout = Layout.Values;
    }

    /// <summary>Feeds booleans, one bit each from bit <paramref name="first"/> on.</summary>
    internal void Bits(int feed, ArrowBuffer buffer, long first, int count)
    {
        ref var target = ref Feeds[feed];
        target.Data = buffer.Length == 0 ? null : Pin(buffer);
        target.DataBytes = buffer.Length;
        Bytes[feed] = (count + 7) / 8;
        target.Offsets = null;
        target.First = first;
        target.DType = (int)DType.Bool;
        target.Layout = Layout.Bits;
    }

    /// <summary>Feeds strings: offsets from entry <paramref name="first"/> on, into <paramref name="bytes"/>.</summary>
    internal void Strings(int feed, ArrowBuffer offsets, ArrowBuffer bytes, long first, bool wide, long textBytes)
    {
        ref var target = ref Feeds[feed];
        target.Data = bytes.Length == 0 ? null : Pin(bytes);
        target.DataBytes = bytes.Length;
        Bytes[feed] = textBytes;
        target.Offsets = offsets.Length == 0 ? null : Pin(offsets);
        target.OffsetsBytes = offsets.Length;
        target.First = first;
        target.DType = (int)DType.String;
        target.Layout = wide ? Layout.Strings64 : Layout.Strings32;
    }

    /// <summary>A pooled block that goes back when the run's lease ends.</summary>
    internal AlignedBlock Rent(long bytes)
    {
        var block = AlignedBlock.Rent(bytes);
        _blocks.Add(block);
        return block;
    }

    /// <summary>Ends the run: what it borrowed is let go now, or moves into a lease while TensorFlow holds it.</summary>
    internal Lease? End(bool held)
    {
        var lease = held ? new Lease([.. _pins], RetainBuffers(), [.. _blocks]) : null;
        if (!held)
        {
            foreach (var pin in _pins)
            {
                pin.Dispose();
            }

            foreach (var block in _blocks)
            {
                block.Return();
            }
        }

        _pins.Clear();
        _buffers.Clear();
        _blocks.Clear();
        return lease;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private byte* Pin(ArrowBuffer buffer)
    {
        var pin = buffer.Memory.Pin();
        _pins.Add(pin);
        _buffers.Add(buffer);
        return (byte*)pin.Pointer;
    }

    private ArrowBuffer[] RetainBuffers()
    {
        var retained = new ArrowBuffer[_buffers.Count];
        for (var i = 0; i < retained.Length; i++)
        {
            retained[i] = _buffers[i].Retain();
        }

        return retained;
    }

    private void Free()
    {
        if (Feeds == null)
        {
            return;
        }

        NativeMemory.Free(Feeds);
        NativeMemory.Free(Fetches);
        NativeMemory.Free(RowFeeds);
        NativeMemory.Free(RowFetches);
        NativeMemory.Free(Error);
        NativeMemory.Free(_dims);
        Feeds = null;
        Fetches = null;
        RowFeeds = null;
        RowFetches = null;
        Error = null;
    }
}
