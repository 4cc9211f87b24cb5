using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>Messages to Spark, each sent whole.</summary>
internal static class WireWriter
{
    internal static byte[] Ints(params ReadOnlySpan<int> values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return bytes;
    }

    internal static byte[] String(string text)
    {
        var bytes = new byte[4 + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - 4);
        Encoding.UTF8.GetBytes(text, bytes.AsSpan(4));
        return bytes;
    }

    internal static byte[] Error(string text) => [.. Ints(Marker.ExceptionThrown), .. String(text)];

    internal static void SendAll(this Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }
}
