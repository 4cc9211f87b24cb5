using System.Net;
using System.Net.Sockets;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>A connection over 127.0.0.1, as Spark and its worker have one, and a thread at its other end.</summary>
internal sealed class Loopback : IDisposable
{
    private const int ChunkBytes = 1 << 20;
    private readonly Socket _other;
    private readonly Thread _thread;

    private Loopback(Action<Socket> atTheOtherEnd)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(listener.LocalEndPoint!);
        _other = listener.Accept();
        _other.NoDelay = true;
        _thread = new Thread(() => UntilClosed(atTheOtherEnd)) { IsBackground = true, Name = "the other end" };
        _thread.Start();
    }

    /// <summary>This end.</summary>
    internal Socket Socket { get; }

    /// <summary>The other end sends the same batch over and over, as fast as it is taken.</summary>
    internal static Loopback Sending(IpcBytes message) => new(socket =>
    {
        socket.Send(message.Schema);
        while (true)
        {
            socket.Send(message.Batch);
        }
    });

    /// <summary>The other end takes whatever comes.</summary>
    internal static Loopback Taking() => new(socket =>
    {
        var buffer = new byte[ChunkBytes];
        while (socket.Receive(buffer) > 0)
        {
        }
    });

    public void Dispose()
    {
        Socket.Dispose();
        _other.Dispose();
        _thread.Join();
    }

    private void UntilClosed(Action<Socket> work)
    {
        try
        {
            work(_other);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // This end is done with it.
        }
    }
}
