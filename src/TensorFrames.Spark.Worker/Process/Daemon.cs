using System.Net.Sockets;
using System.Runtime.InteropServices;
using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tasks;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>One process for an executor and session: a thread for each connection, all of Spark's slots beside each other.</summary>
internal sealed class Daemon(WorkerEnvironment environment, ITaskBody body)
{
    /// <summary>Enough for a kernel that TensorFlow runs on the calling thread; only what is touched is taken.</summary>
    private const int Stack = 2 << 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly PeerWatch _watch = new();
    private readonly Usage _usage = new(environment.IdleSeconds);

    /// <summary>Serves until the process ends: standard input's end, or a signal.</summary>
    internal int Run()
    {
        var listener = Listener.Open(environment);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => ShutDown(listener));
        StandardInput.OnEnd(() => ShutDown(listener));
        while (true)
        {
            if (listener.Socket.Poll(Pause, SelectMode.SelectRead))
            {
                Accept(listener.Socket);
            }
            else if (_usage.IsOver)
            {
                GiveMemoryBack(listener);
            }
        }
    }

    private void Accept(Socket listening)
    {
        Socket? socket = null;
        try
        {
            socket = listening.Accept();
            _usage.Begin();
            new Thread(() => Serve(socket), Stack) { IsBackground = true, Name = "connection" }.Start();
        }
        catch (Exception e) when (e is SocketException or OutOfMemoryException or ThreadStartException)
        {
            // The peer is gone already, or descriptors or threads have run out: others must still be served.
            Log.Line($"a connection could not be taken: {e.Message}");
            if (socket is not null)
            {
                socket.Dispose();
                _usage.End();
            }

            Thread.Sleep(10);
        }
    }

    private void Serve(Socket socket)
    {
        try
        {
            using (socket)
            {
                Talk(socket);
            }
        }
        catch (Exception e)
        {
            Log.Line($"a connection ended: {e.Message}");
        }
        finally
        {
            _usage.End();
        }
    }

    private void Talk(Socket socket)
    {
        if (!environment.UnixSockets)
        {
            socket.NoDelay = true;
        }

        using var input = new SocketInput(socket);
        if (Handshake.Answer(socket, input, environment))
        {
            new TaskLoop(socket, input, environment, body, _watch) { Settings = _usage.Apply }.Run();
        }
    }

    private void GiveMemoryBack(Listener listener)
    {
        if (Reexecution.IsWorthIt())
        {
            Log.Line("idle: starts anew, to give libtensorflow's memory back");
            Reexecution.Run(listener.Descriptor);
        }
        else
        {
            Log.Line("idle: there is no libtensorflow to give back");
        }

        _usage.Rest();
    }

    private static void ShutDown(Listener listener)
    {
        listener.Dispose();
        Libc.Exit(0);
    }
}
