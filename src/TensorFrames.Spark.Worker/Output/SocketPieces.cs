using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using TensorFrames.Ipc;
using TensorFrames.Spark.Worker.Process;

namespace TensorFrames.Spark.Worker.Output;

/// <summary>
/// Reads and writes of several pieces of memory in one system call, over a socket of another's. Each waits for the other
/// side as long as it takes, and looks between whether it is still wanted.
/// </summary>
internal static unsafe partial class SocketPieces
{
    private const int WaitMilliseconds = 50;
    private const int MostPieces = 1024;
    private const int DontWait = 0x40;
    private const int NoSignal = 0x4000;
    private const int Interrupted = 4;
    private const int WouldBlock = 11;
    private const int BrokenPipe = 32;
    private const int ConnectionReset = 104;

    /// <summary>Sends all of the pieces, which it uses up; counts what has left, also where it fails.</summary>
    /// <exception cref="SocketException">The other side is gone.</exception>
    /// <exception cref="OperationCanceledException">It is not wanted any more.</exception>
    /// <exception cref="IOException">The system refuses: it has no memory for it, say.</exception>
    internal static void SendAll(Socket socket, Span<MemoryPiece> pieces, ref long sent, CancellationToken cancelled)
    {
        while (!(pieces = Rest(pieces, 0)).IsEmpty)
        {
            var count = Once(socket, pieces, send: true, cancelled);
            sent += count;
            pieces = Rest(pieces, count);
        }
    }

    /// <summary>Receives into the pieces, which it uses up, until they are full or the other side has sent its last.</summary>
    /// <returns>Bytes received.</returns>
    internal static long Receive(Socket socket, Span<MemoryPiece> pieces, CancellationToken cancelled)
    {
        long all = 0;
        while (!(pieces = Rest(pieces, 0)).IsEmpty)
        {
            var count = Once(socket, pieces, send: false, cancelled);
            if (count == 0)
            {
                break;
            }

            all += count;
            pieces = Rest(pieces, count);
        }

        return all;
    }

    private static long Once(Socket socket, Span<MemoryPiece> pieces, bool send, CancellationToken cancelled)
    {
        var entered = false;
        var handle = socket.SafeHandle;
        try
        {
            handle.DangerousAddRef(ref entered);
            var descriptor = (int)handle.DangerousGetHandle();
            while (true)
            {
                cancelled.ThrowIfCancellationRequested();
                long count;
                fixed (MemoryPiece* first = pieces)
                {
                    var message = new Message { Pieces = first, PieceCount = Math.Min(pieces.Length, MostPieces) };
                    count = send ? SendMessage(descriptor, &message, DontWait | NoSignal) : ReceiveMessage(descriptor, &message, DontWait);
                }

                if (count >= 0)
                {
                    return count;
                }

                switch (Marshal.GetLastPInvokeError())
                {
                    case Interrupted:
                        break;
                    case WouldBlock:
                        var wait = new Libc.PollFd { Fd = descriptor, Events = send ? Libc.PollOut : Libc.PollIn };
                        _ = Libc.Poll(&wait, 1, WaitMilliseconds);
                        break;
                    case ConnectionReset when !send:
                        // A peer that is gone has sent all that it ever will.
                        return 0;
                    case BrokenPipe or ConnectionReset:
                        throw new SocketException((int)SocketError.ConnectionReset);
                    case var error:
                        throw new IOException($"The connection to Spark fails: {new Win32Exception(error).Message}");
                }
            }
        }
        finally
        {
            if (entered)
            {
                handle.DangerousRelease();
            }
        }
    }

    private static Span<MemoryPiece> Rest(Span<MemoryPiece> pieces, long done)
    {
        while (!pieces.IsEmpty && pieces[0].Length <= done)
        {
            done -= pieces[0].Length;
            pieces = pieces[1..];
        }

        if (!pieces.IsEmpty)
        {
            pieces[0].Start += done;
            pieces[0].Length -= (nint)done;
        }

        return pieces;
    }

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMessage(int descriptor, Message* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(int descriptor, Message* message, int flags);

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
