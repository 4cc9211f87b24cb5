using System.Net;
using System.Net.Sockets;
using TensorFrames.Spark.Worker.Tasks;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>One process for one task: where daemons are turned off.</summary>
internal sealed class SimpleMode(WorkerEnvironment environment, ITaskBody body)
{
    /// <summary>What PySpark's worker exits with after an error that it has reported.</summary>
    private const int Failed = 255;

    internal int Run()
    {
        using var socket = Connect();
        using var input = new SocketInput(socket);
        return Handshake.Ask(socket, input, environment) && new TaskLoop(socket, input, environment, body, new()).Run() ? 0 : Failed;
    }

    private Socket Connect()
    {
        if (environment.UnixSockets)
        {
            var local = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            local.Connect(new UnixDomainSocketEndPoint(environment.SocketPath ?? throw new IOException("PYTHON_WORKER_FACTORY_SOCK_PATH is not set: there is nothing to connect to")));
            return local;
        }

        if (environment.Secret is null || environment.Port is null)
        {
            throw new IOException("PYTHON_WORKER_FACTORY_PORT or PYTHON_WORKER_FACTORY_SECRET is not set: there is nothing to connect to");
        }

        var socket = new Socket(environment.Loopback.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(new IPEndPoint(environment.Loopback, environment.Port.Value));
        return socket;
    }
}
