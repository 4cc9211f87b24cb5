using System.Net.Sockets;
using TensorFrames.Ipc;
using TensorFrames.Spark.Worker.Output;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>
/// A task's data section, from the socket itself: each buffer straight to where it is wanted. A read that waits ends when
/// the task does.
/// </summary>
internal sealed unsafe class TaskInput(Socket socket, CancellationToken stopped) : ScatterStream
{
    public override int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            Span<MemoryPiece> piece = [new(start, buffer.Length)];
            return (int)SocketPieces.Receive(socket, piece, stopped);
        }
    }

    internal override long Fill(Span<MemoryPiece> pieces) => SocketPieces.Receive(socket, pieces, stopped);
}
