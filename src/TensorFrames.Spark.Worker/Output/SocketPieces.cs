using System.Net.Sockets;
using TensorFrames.Ipc;

namespace TensorFrames.Spark.Worker.Output;

/// <summary>
/// Reads and writes of several pieces of memory in one system call, over a socket of another's. Each waits for the other
/// side as long as it takes, and looks between whether it is still wanted.
/// </summary>
internal static unsafe class SocketPieces
{
    /// <summary>Sends all of the pieces, which it uses up; counts what has left, also where it fails.</summary>
    /// <exception cref="SocketException">The other side is gone.</exception>
    /// <exception cref="OperationCanceledException">It is not wanted any more.</exception>
    /// <exception cref="IOException">The system refuses: it has no memory for it, say.</exception>
    internal static void SendAll(Socket socket, Span<MemoryPiece> pieces, ref long sent, CancellationToken cancelled)
    {
        using var calls = new SocketCalls(socket, send: true);
        while (!(pieces = Rest(pieces, 0)).IsEmpty)
        {
            var count = calls.Once(pieces, cancelled);
            sent += count;
            pieces = Rest(pieces, count);
        }
    }

    /// <summary>Receives into the pieces, which it uses up, until they are full or the other side has sent its last.</summary>
    /// <returns>Bytes received.</returns>
    internal static long Receive(Socket socket, Span<MemoryPiece> pieces, CancellationToken cancelled)
    {
        using var calls = new SocketCalls(socket, send: false);
        long all = 0;
        while (!(pieces = Rest(pieces, 0)).IsEmpty)
        {
            var count = calls.Once(pieces, cancelled);
            if (count == 0)
            {
                break;
            }

            all += count;
            pieces = Rest(pieces, count);
        }

        return all;
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
}
