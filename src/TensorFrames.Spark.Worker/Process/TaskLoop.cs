using System.Buffers;
using System.Net.Sockets;
using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tasks;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>The tasks of one connection, one after another, on the connection's thread.</summary>
internal sealed class TaskLoop(Socket socket, SocketInput input, WorkerEnvironment environment, ITaskBody body, PeerWatch watch)
{
    private readonly HeaderReader _headers = new(environment.Spark);
    private string _where = "before a task";

    /// <summary>Sees each task's settings before it runs.</summary>
    internal Action<IReadOnlyDictionary<string, string>>? Settings { get; init; }

    /// <summary>
    /// Runs tasks until Spark closes the connection, or the first one that ends it. False where a task has failed; its
    /// error has been sent.
    /// </summary>
    internal bool Run()
    {
        try
        {
            while (Next())
            {
            }

            return true;
        }
        catch (Exception e) when (PeerGone(e))
        {
            return true;
        }
        catch (BrokenOutputException e)
        {
            Log.Line($"{_where}: {e}");
            return false;
        }
        catch (Exception e)
        {
            if (!PeerWatch.HasClosed(socket))
            {
                Log.Line($"{_where}: {e.Message}");
            }

            Tell(e);
            return false;
        }
    }

    private bool Next()
    {
        input.LooksAhead = true;
        _where = "before a task";
        if (_headers.Read(input) is not { } header)
        {
            return false;
        }

        var task = header.Task;
        _where = $"Spark {header.Spark}, stage {task.StageId}, partition {task.Partition}, attempt {task.AttemptNumber}";
        Settings?.Invoke(task.Settings);
        header.Checked();
        input.LooksAhead = false;
        using (var peer = watch.Watch(socket))
        {
            body.Run(task, input, socket, peer.Lost);
        }

        return Finish();
    }

    /// <summary>
    /// The times that PySpark sends here are left out: every version takes that, and their layout differs between
    /// versions. Spark's UI then has no figures of the worker's; our own are in the log and in the task's report.
    /// </summary>
    private bool Finish()
    {
        const int NoAccumulators = 0;
        socket.SendAll(WireWriter.Ints(Marker.EndOfDataSection, NoAccumulators));
        var complete = new WireReader(input, 4, "data section").Int32("its end") == Marker.EndOfStream;
        var reusable = complete && environment.Reuse;
        socket.SendAll(WireWriter.Ints(reusable ? Marker.EndOfStream : Marker.EndOfDataSection));
        if (!reusable)
        {
            Drain();
        }

        return reusable;
    }

    private void Tell(Exception error)
    {
        try
        {
            socket.SendAll(WireWriter.Error(environment.Errors.Of(error, _where)));
            Drain();
        }
        catch (SocketException)
        {
            // Nobody is there to be told.
        }
    }

    /// <summary>
    /// Reads until the other side closes. Closing first, with bytes of its still unread, would reset the connection, and
    /// the message on its way would be lost with it.
    /// </summary>
    private void Drain()
    {
        var scratch = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            while (input.Read(scratch) > 0)
            {
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    /// <summary>Also where a task was cancelled: that is the other side's closing, seen by the watch.</summary>
    private static bool PeerGone(Exception e) => e is EndOfStreamException or SocketException or OperationCanceledException;
}
