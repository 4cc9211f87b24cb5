using System.Net.Sockets;
using TensorFrames.Ipc;
using TensorFrames.Spark.Worker.Output;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>
/// A task's data section: first what the header's reader took off the socket already, then the socket itself, each buffer
/// straight to where it is wanted. A read that waits ends when the task does.
/// </summary>
internal sealed unsafe class TaskInput(Stream buffered, Func<int> left, Socket socket, CancellationToken stopped) : ScatterStream
{
    public override int Read(Span<byte> buffer)
    {
        if (left() > 0)
        {
            return buffered.Read(buffer[..Math.Min(buffer.Length, left())]);
        }

        fixed (byte* start = buffer)
        {
            Span<MemoryPiece> piece = [new(start, buffer.Length)];
            return (int)SocketPieces.Receive(socket, piece, stopped);
        }
    }

    internal override long Fill(Span<MemoryPiece> pieces)
    {
        long all = 0;
        while (!pieces.IsEmpty && left() > 0)
        {
            var count = buffered.Read(new Span<byte>(pieces[0].Start, (int)Math.Min(pieces[0].Length, left())));
            all += count;
            pieces[0].Start += count;
            pieces[0].Length -= count;
            pieces = pieces[0].Length == 0 ? pieces[1..] : pieces;
            if (count == 0)
            {
                break;
            }
        }

        return all + SocketPieces.Receive(socket, pieces, stopped);
    }
}
