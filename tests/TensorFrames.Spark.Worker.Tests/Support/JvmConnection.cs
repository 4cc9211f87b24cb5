using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>The JVM's end of one connection. Nothing is waited for longer than 20 seconds.</summary>
internal sealed class JvmConnection : IDisposable
{
    internal JvmConnection(Socket socket)
    {
        Socket = socket;
        socket.ReceiveTimeout = socket.SendTimeout = 20_000;
        if (socket.AddressFamily != AddressFamily.Unix)
        {
            socket.NoDelay = true;
        }

        Stream = new NetworkStream(socket);
    }

    internal Socket Socket { get; }

    internal NetworkStream Stream { get; }

    internal void Send(ReadOnlySpan<byte> bytes) => Stream.Write(bytes);

    internal int ReadInt()
    {
        Span<byte> bytes = stackalloc byte[4];
        Stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32BigEndian(bytes);
    }

    internal byte[] ReadBytes(int length)
    {
        var bytes = new byte[length];
        Stream.ReadExactly(bytes);
        return bytes;
    }

    internal string ReadString() => Encoding.UTF8.GetString(ReadBytes(ReadInt()));

    /// <summary>The other side has closed, and nothing more came.</summary>
    internal bool AtEnd()
    {
        try
        {
            return Stream.ReadByte() < 0;
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return true;
        }
    }

    /// <summary>Header, Arrow stream and end mark are sent, then all of the answer is read.</summary>
    internal Reply Run(HeaderWriter header, byte[] data)
    {
        Send([.. header.ToBytes(), .. data, .. new Fields().Int(Marker.EndOfStream).ToArray()]);
        return Reply.Read(this);
    }

    public void Dispose()
    {
        Stream.Dispose();
        Socket.Dispose();
    }
}
