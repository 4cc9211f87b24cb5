using System.Buffers.Binary;
using System.Net.Sockets;
using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>Hands the Arrow stream back as it came, message by message.</summary>
internal sealed class TaskBody : ITaskBody
{
    private const int StartArrowStream = -6;

    public void Run(TaskHeader header, Stream input, Socket output, CancellationToken cancelled)
    {
        output.SendAll(WireWriter.Ints(StartArrowStream));
        var prefix = new byte[8];
        while (true)
        {
            cancelled.ThrowIfCancellationRequested();
            input.ReadExactly(prefix);
            output.SendAll(prefix);
            var length = BinaryPrimitives.ReadInt32LittleEndian(prefix.AsSpan(4));
            if (length == 0)
            {
                return;
            }

            if (length is < 0 or > 16 << 20)
            {
                throw new BrokenOutputException("not an Arrow message", new ProtocolException($"{length} bytes of metadata"));
            }

            var metadata = new byte[length];
            input.ReadExactly(metadata);
            output.SendAll(metadata);
            Pass(input, output, BodyLength(metadata));
        }
    }

    private static void Pass(Stream input, Socket output, long left)
    {
        var buffer = new byte[64 << 10];
        for (int read; left > 0; left -= read)
        {
            read = input.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            output.SendAll(buffer.AsSpan(0, read));
        }
    }

    private static long BodyLength(ReadOnlySpan<byte> message)
    {
        try
        {
            var table = BinaryPrimitives.ReadInt32LittleEndian(message);
            var slots = table - BinaryPrimitives.ReadInt32LittleEndian(message[table..]);
            var at = BinaryPrimitives.ReadUInt16LittleEndian(message[slots..]) > 10 ? BinaryPrimitives.ReadUInt16LittleEndian(message[(slots + 10)..]) : 0;
            return at == 0 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(message[(table + at)..]);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new BrokenOutputException("not an Arrow message", e);
        }
    }
}
