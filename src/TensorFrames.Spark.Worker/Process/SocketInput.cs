using System.Net.Sockets;
using TensorFrames.Ipc;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>
/// A connection's bytes. A header's small fields come from a look at what lies ahead, which stays in the socket until it
/// has been read; large reads go from the kernel straight to the reader's memory. So of the data section nothing is ever
/// taken before its place is known, and a record batch's bytes are copied once, by the kernel.
/// </summary>
internal sealed class SocketInput(Socket socket) : ForwardStream
{
    private readonly byte[] _seen = new byte[8 << 10];
    private int _read;
    private int _end;
    private bool _looksAhead = true;

    /// <summary>Whether small reads may look further than what they ask for. Without, the socket itself stands where this does.</summary>
    internal bool LooksAhead
    {
        get => _looksAhead;
        set
        {
            _looksAhead = value;
            if (!value)
            {
                TakeRead();
            }
        }
    }

    internal Socket Socket => socket;

    public override int Read(Span<byte> buffer)
    {
        if (_read == _end)
        {
            TakeRead();
            if (!LooksAhead || buffer.Length >= _seen.Length)
            {
                return Receive(buffer, SocketFlags.None);
            }

            _end = Receive(_seen, SocketFlags.Peek);
        }

        var count = Math.Min(buffer.Length, _end - _read);
        _seen.AsSpan(_read, count).CopyTo(buffer);
        _read += count;
        return count;
    }

    /// <summary>What has been read is taken from the socket, the rest of what was seen is forgotten.</summary>
    private void TakeRead()
    {
        for (var left = _read; left > 0;)
        {
            var count = Receive(_seen.AsSpan(0, left), SocketFlags.None);
            left = count == 0 ? 0 : left - count;
        }

        (_read, _end) = (0, 0);
    }

    /// <summary>A peer that is gone has sent all that it ever will: that is an end, as an orderly one is.</summary>
    private int Receive(Span<byte> buffer, SocketFlags flags)
    {
        try
        {
            return buffer.IsEmpty ? 0 : socket.Receive(buffer, flags);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            return 0;
        }
    }
}
