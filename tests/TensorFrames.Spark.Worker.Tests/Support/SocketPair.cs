using System.Net;
using System.Net.Sockets;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>Both ends of one connection.</summary>
internal sealed class SocketPair : IDisposable
{
    private readonly string? _path;

    internal SocketPair(bool unix)
    {
        var (family, protocol) = unix ? (AddressFamily.Unix, ProtocolType.Unspecified) : (AddressFamily.InterNetwork, ProtocolType.Tcp);
        _path = unix ? Path.Combine(Path.GetTempPath(), $"tfn-{Guid.NewGuid():N}.sock") : null;
        using var listening = new Socket(family, SocketType.Stream, protocol);
        listening.Bind(unix ? new UnixDomainSocketEndPoint(_path!) : new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen(1);
        Jvm = new Socket(family, SocketType.Stream, protocol);
        Jvm.Connect(listening.LocalEndPoint!);
        Worker = listening.Accept();
    }

    internal Socket Jvm { get; }

    internal Socket Worker { get; }

    public void Dispose()
    {
        Jvm.Dispose();
        Worker.Dispose();
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }
}
