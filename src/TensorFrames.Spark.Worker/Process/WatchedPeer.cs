using System.Net.Sockets;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>One running task's connection.</summary>
internal sealed class WatchedPeer(PeerWatch watch, Socket socket) : IDisposable
{
    // Never disposed: the watching thread may still be about to set it, and it holds nothing but memory.
    private readonly CancellationTokenSource _lost = new();

    internal int Descriptor { get; } = (int)socket.SafeHandle.DangerousGetHandle();

    /// <summary>Set once the other side has closed.</summary>
    internal CancellationToken Lost => _lost.Token;

    internal void Cancel()
    {
        try
        {
            _lost.Cancel();
        }
        catch (AggregateException e)
        {
            Log.Line($"cancelling a task: {e}");
        }
    }

    public void Dispose() => watch.Forget(this);
}
