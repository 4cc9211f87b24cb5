using System.Net.Sockets;
using TensorFrames.Ipc;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>
/// A connection's bytes. A header's small fields come from a buffer; large reads go from the kernel straight to the
/// reader's memory. In the data section nothing is read ahead, so a record batch's bytes are copied once, by the kernel.
/// </summary>
internal sealed class SocketInput(Socket socket) : ForwardStream
{
    private readonly byte[] _buffer = new byte[8 << 10];
    private int _start;
    private int _end;

    /// <summary>Whether small reads may take more from the socket than they ask for.</summary>
    internal bool ReadsAhead { get; set; } = true;

    /// <summary>Bytes taken from the socket and not yet read; with none, reading from the socket itself goes on where this ends.</summary>
    internal int Buffered => _end - _start;

    internal Socket Socket => socket;

    public override int Read(Span<byte> buffer)
    {
        if (Buffered == 0)
        {
            if (!ReadsAhead || buffer.Length >= _buffer.Length)
            {
                return Receive(buffer);
            }

            _start = 0;
            _end = Receive(_buffer);
        }

        var count = Math.Min(buffer.Length, Buffered);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <summary>A peer that is gone has sent all that it ever will: that is an end, as an orderly one is.</summary>
    private int Receive(Span<byte> buffer)
    {
        try
        {
            return buffer.IsEmpty ? 0 : socket.Receive(buffer);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            return 0;
        }
    }
}
