using System.Net.Sockets;
using System.Runtime.InteropServices;
using TensorFrames.Ipc;

namespace TensorFrames.Spark.Worker.Output;

/// <summary>
/// Takes what a writer writes and sends it in one vectored write when told to: buffers of the batch from where they lie,
/// anything else (metadata, padding) from a copy.
/// </summary>
internal sealed unsafe class GatheringStream(Socket socket, CancellationToken cancelled) : Stream
{
    private const int ChunkBytes = 64 << 10;

    private readonly List<MemoryPiece> _pieces = [];
    private readonly List<nint> _chunks = [];
    private byte* _free;
    private nint _left;
    private long _sent;

    /// <summary>Buffers that stay where they are until <see cref="Send"/> returns.</summary>
    internal PinnedBuffers Buffers { get; } = new();

    /// <summary>Bytes written from where they lie.</summary>
    internal long Gathered { get; private set; }

    /// <summary>Bytes copied first: metadata, padding, and buffers that the writer has made anew, as it does of bits within a byte.</summary>
    internal long Copied { get; private set; }

    /// <summary>Bytes that have left so far.</summary>
    internal long Sent => _sent;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        fixed (byte* start = buffer)
        {
            if (Buffers.Hold(start, buffer.Length))
            {
                _pieces.Add(new(start, buffer.Length));
                Gathered += buffer.Length;
                return;
            }
        }

        Copied += buffer.Length;
        var copy = Room(buffer.Length);
        buffer.CopyTo(new Span<byte>(copy, buffer.Length));
        var last = _pieces.Count > 0 ? _pieces[^1] : default;
        if (last.Start + last.Length == copy)
        {
            CollectionsMarshal.AsSpan(_pieces)[^1].Length += buffer.Length;
        }
        else
        {
            _pieces.Add(new(copy, buffer.Length));
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Sends what was written since the last time.</summary>
    internal void Send()
    {
        SocketPieces.SendAll(socket, CollectionsMarshal.AsSpan(_pieces), ref _sent, cancelled);
        Forget();
    }

    /// <summary>Drops what was written since the last time and not sent.</summary>
    internal void Forget()
    {
        _pieces.Clear();
        Buffers.Dispose();
        while (_chunks.Count > 1)
        {
            NativeMemory.Free((void*)_chunks[^1]);
            _chunks.RemoveAt(_chunks.Count - 1);
        }

        _free = _chunks.Count == 0 ? null : (byte*)_chunks[0];
        _left = _chunks.Count == 0 ? 0 : ChunkBytes;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Buffers.Dispose();
        _pieces.Clear();
        _chunks.ForEach(chunk => NativeMemory.Free((void*)chunk));
        _chunks.Clear();
        base.Dispose(disposing);
    }

    private byte* Room(int length)
    {
        if (length > _left)
        {
            // The first chunk stays for the next batches, so none is larger than it.
            var bytes = _chunks.Count == 0 && length <= ChunkBytes ? ChunkBytes : Math.Max(length, ChunkBytes);
            if (_chunks.Count == 0 && bytes > ChunkBytes)
            {
                _chunks.Add((nint)NativeMemory.Alloc(ChunkBytes));
            }

            _chunks.Add((nint)NativeMemory.Alloc((nuint)bytes));
            _free = (byte*)_chunks[^1];
            _left = bytes;
        }

        var room = _free;
        _free += length;
        _left -= length;
        return room;
    }
}
