using System.Net.Sockets;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>
/// Notices that Spark has closed the connection of a running task: that, and nothing else, is how it cancels one. It also
/// shuts down its half where the query's own side has failed; the task is lost then too, so both end it.
/// </summary>
internal sealed class PeerWatch
{
    private const int Milliseconds = 50;
    private const short Closed = Libc.PollRdHup | Libc.PollHup | Libc.PollErr;

    private readonly List<WatchedPeer> _peers = [];
    private Libc.PollFd[] _descriptors = [];
    private WatchedPeer[] _asked = [];

    internal PeerWatch() => new Thread(Run, 256 << 10) { IsBackground = true, Name = "peers" }.Start();

    /// <summary>Watches until the result is disposed, which comes before the socket is.</summary>
    internal WatchedPeer Watch(Socket socket)
    {
        var peer = new WatchedPeer(this, socket);
        lock (_peers)
        {
            _peers.Add(peer);
            Monitor.Pulse(_peers);
        }

        return peer;
    }

    /// <summary>Whether it has closed already: what goes wrong then is its doing.</summary>
    internal static unsafe bool HasClosed(Socket socket)
    {
        var asked = new Libc.PollFd { Fd = (int)socket.SafeHandle.DangerousGetHandle(), Events = Libc.PollRdHup };
        return Libc.Poll(&asked, 1, 0) > 0 && (asked.Returned & Closed) != 0;
    }

    internal void Forget(WatchedPeer peer)
    {
        lock (_peers)
        {
            _peers.Remove(peer);
        }
    }

    private void Run()
    {
        while (true)
        {
            var count = Ask();
            for (var i = 0; i < count; i++)
            {
                if ((_descriptors[i].Returned & Closed) != 0)
                {
                    Lost(_asked[i]);
                }
            }
        }
    }

    private unsafe int Ask()
    {
        int count;
        lock (_peers)
        {
            while (_peers.Count == 0)
            {
                Monitor.Wait(_peers);
            }

            count = _peers.Count;
            if (_descriptors.Length < count)
            {
                _descriptors = new Libc.PollFd[2 * count];
                _asked = new WatchedPeer[2 * count];
            }

            _peers.CopyTo(_asked);
        }

        for (var i = 0; i < count; i++)
        {
            _descriptors[i] = new() { Fd = _asked[i].Descriptor, Events = Libc.PollRdHup };
        }

        fixed (Libc.PollFd* first = _descriptors)
        {
            // New connections are seen when the time is over: a wait cannot be added to.
            return Libc.Poll(first, (nuint)count, Milliseconds) > 0 ? count : 0;
        }
    }

    /// <summary>A peer forgotten meanwhile is left alone: its descriptor may be another connection's by now.</summary>
    private void Lost(WatchedPeer peer)
    {
        lock (_peers)
        {
            if (!_peers.Remove(peer))
            {
                return;
            }
        }

        peer.Cancel();
    }
}
