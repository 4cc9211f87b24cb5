using System.Net.Sockets;
using TensorFrames.Spark.Worker.Process;
using TensorFrames.Spark.Worker.Tests.Support;

namespace TensorFrames.Spark.Worker.Tests.Process;

public class PeerWatchTests
{
    private static readonly PeerWatch Watch = new();

    public static TheoryData<bool> TcpAndUnix => [false, true];

    [Theory, MemberData(nameof(TcpAndUnix))]
    public void Closing_cancels(bool unix) => Cancels(unix, jvm => jvm.Dispose());

    [Theory, MemberData(nameof(TcpAndUnix))]
    public void Closing_with_bytes_unread_cancels_too(bool unix) => Cancels(unix, jvm => jvm.Dispose(), worker => worker.Send(new byte[100]));

    [Theory, MemberData(nameof(TcpAndUnix))]
    public void Half_closing_is_how_a_failed_query_says_it(bool unix) => Cancels(unix, jvm => jvm.Shutdown(SocketShutdown.Send));

    [Fact]
    public void Input_that_waits_is_no_end()
    {
        using var pair = new SocketPair(unix: false);
        using var peer = Watch.Watch(pair.Worker);
        pair.Jvm.Send(new byte[10]);
        Assert.False(peer.Lost.WaitHandle.WaitOne(200));
    }

    [Fact]
    public void Task_that_is_over_is_not_cancelled()
    {
        using var pair = new SocketPair(unix: false);
        var peer = Watch.Watch(pair.Worker);
        peer.Dispose();
        pair.Jvm.Dispose();
        Assert.False(peer.Lost.WaitHandle.WaitOne(200));
    }

    private static void Cancels(bool unix, Action<Socket> close, Action<Socket>? before = null)
    {
        using var pair = new SocketPair(unix);
        using var peer = Watch.Watch(pair.Worker);
        before?.Invoke(pair.Worker);
        close(pair.Jvm);
        Assert.True(peer.Lost.WaitHandle.WaitOne(5000));
    }
}
