using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using TensorFrames.Ipc;
using TensorFrames.Spark.Worker.Process;

namespace TensorFrames.Spark.Worker.Output;

/// <summary>
/// System calls in one direction over a socket of another's, which stays open meanwhile. The first takes or gives what there is room for; where that is
/// not all and much is left, later ones wait inside the system, as long as <see cref="WaitMilliseconds"/>: a poll and a call for each part of the socket's
/// buffer took as long again.
/// </summary>
internal unsafe ref partial struct SocketCalls : IDisposable
{
    private const int WaitMilliseconds = 50;
    private const int MostPieces = 1024;

    // Fewer come, or go, at once: two calls for the limit would be two too many.
    private const long ManyBytes = 64 << 10;
    private const int DontWait = 0x40;
    private const int WaitForAll = 0x100;
    private const int NoSignal = 0x4000;
    private const int SocketLevel = 1;
    private const int ReceiveTimeout = 20;
    private const int SendTimeout = 21;
    private const int Interrupted = 4;
    private const int WouldBlock = 11;
    private const int BrokenPipe = 32;
    private const int ConnectionReset = 104;

    private readonly SafeSocketHandle _handle;
    private readonly bool _entered;
    private readonly bool _send;
    private bool _mayWait;
    private bool _tried;
    private bool _waits;

    internal SocketCalls(Socket socket, bool send)
    {
        // A local socket's limit begins anew with each of its buffers: a call could last for all of them.
        (_handle, _send, _mayWait) = (socket.SafeHandle, send, socket.AddressFamily != AddressFamily.Unix);
        _handle.DangerousAddRef(ref _entered);
    }

    private readonly int Descriptor => (int)_handle.DangerousGetHandle();

    /// <summary>Sends, or receives into, some of the pieces. Looks while it waits whether it is still wanted.</summary>
    /// <returns>Bytes; 0 where the other side has sent its last.</returns>
    /// <exception cref="SocketException">The other side is gone.</exception>
    /// <exception cref="OperationCanceledException">It is not wanted any more.</exception>
    /// <exception cref="IOException">The system refuses: it has no memory for it, say.</exception>
    internal long Once(Span<MemoryPiece> pieces, CancellationToken cancelled)
    {
        // Of what is left there was no room, or it had not come.
        var many = Bytes(pieces) >= ManyBytes;
        if (_tried && many)
        {
            Wait();
        }

        _tried = true;
        while (true)
        {
            cancelled.ThrowIfCancellationRequested();
            var count = Call(pieces);
            if (count >= 0)
            {
                return count;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;
                case WouldBlock when many && _mayWait && !_waits:
                    Wait();
                    break;
                case WouldBlock:
                    // Few bytes, or it has waited its time.
                    var wait = new Libc.PollFd { Fd = Descriptor, Events = _send ? Libc.PollOut : Libc.PollIn };
                    _ = Libc.Poll(&wait, 1, WaitMilliseconds);
                    break;
                case ConnectionReset when !_send:
                    // A peer that is gone has sent all that it ever will.
                    return 0;
                case BrokenPipe or ConnectionReset:
                    throw new SocketException((int)SocketError.ConnectionReset);
                case var error:
                    throw new IOException($"The connection to Spark fails: {new Win32Exception(error).Message}");
            }
        }
    }

    /// <summary>Leaves the socket without a limit.</summary>
    public void Dispose()
    {
        if (_waits)
        {
            _ = Limit(0);
        }

        if (_entered)
        {
            _handle.DangerousRelease();
        }
    }

    private readonly long Call(Span<MemoryPiece> pieces)
    {
        fixed (MemoryPiece* first = pieces)
        {
            var message = new Message { Pieces = first, PieceCount = Math.Min(pieces.Length, MostPieces) };
            return _send ? SendMessage(Descriptor, &message, NoSignal | (_waits ? 0 : DontWait)) : ReceiveMessage(Descriptor, &message, _waits ? WaitForAll : DontWait);
        }
    }

    private static long Bytes(Span<MemoryPiece> pieces)
    {
        long sum = 0;
        foreach (ref readonly var piece in pieces)
        {
            sum += piece.Length;
        }

        return sum;
    }

    private void Wait()
    {
        if (_mayWait && !_waits)
        {
            _waits = _mayWait = Limit(WaitMilliseconds);
        }
    }

    // The system's own limit of a call: 0 for none.
    private readonly bool Limit(int milliseconds)
    {
        var limit = stackalloc nint[] { 0, milliseconds * 1000 };
        return SetOption(Descriptor, SocketLevel, _send ? SendTimeout : ReceiveTimeout, limit, 2 * sizeof(nint)) == 0;
    }

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMessage(int descriptor, Message* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(int descriptor, Message* message, int flags);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(int descriptor, int level, int name, void* value, int bytes);

    /// <summary>msghdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        internal nint Name;
        internal int NameLength;
        internal MemoryPiece* Pieces;
        internal nint PieceCount;
        internal nint Control;
        internal nint ControlLength;
        internal int Flags;
    }
}
