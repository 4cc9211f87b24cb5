using System.Net;
using System.Net.Sockets;
using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>The socket that Spark connects to, and its name on standard output, where nothing else goes.</summary>
internal sealed class Listener : IDisposable
{
    /// <summary>Connections wait here while the process is busy, or replaces itself.</summary>
    private const int Backlog = 1024;

    private const int StandardOutput = 1;

    private readonly string? _path;

    private Listener(Socket socket, string? path)
    {
        Socket = socket;
        _path = path;
    }

    internal Socket Socket { get; }

    internal int Descriptor => (int)Socket.SafeHandle.DangerousGetHandle();

    internal static Listener Open(WorkerEnvironment environment)
    {
        if (environment.HandedOver is { } descriptor)
        {
            Libc.SetInherited(descriptor, inherited: false);
            var socket = new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
            return new(socket, (socket.LocalEndPoint as UnixDomainSocketEndPoint)?.ToString());
        }

        var listener = environment.UnixSockets ? OnPath(environment) : OnPort(environment);
        var name = listener._path is { } path ? WireWriter.String(path) : WireWriter.Ints(((IPEndPoint)listener.Socket.LocalEndPoint!).Port);
        return Libc.WriteAll(StandardOutput, name) ? listener : throw new IOException("Standard output is closed: Spark cannot be told where to connect");
    }

    private static Listener OnPort(WorkerEnvironment environment)
    {
        if (string.IsNullOrEmpty(environment.Secret))
        {
            throw new IOException("PYTHON_WORKER_FACTORY_SECRET is not set: without a secret, anyone on this machine could run tasks here");
        }

        var socket = new Socket(environment.Loopback.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(environment.Loopback, 0));
        socket.Listen(Backlog);
        return new(socket, null);
    }

    private static Listener OnPath(WorkerEnvironment environment)
    {
        var path = Path.Combine(environment.SocketFolder ?? Path.GetTempPath(), $".{Guid.NewGuid()}.sock");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));

        // No secret is asked for here. Nobody has connected before this: it does not listen yet.
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        socket.Listen(Backlog);
        return new(socket, path);
    }

    /// <summary>Takes the socket's file away; the socket itself goes with the process.</summary>
    public void Dispose()
    {
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }
}
