using System.Diagnostics;
using System.Net.Sockets;
using TensorFrames.Ipc;
using TensorFrames.Spark.Worker.Output;
using TensorFrames.Spark.Worker.Tests.Support;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>What is more than a socket's buffer holds waits inside the system, and is still given up when nobody wants it.</summary>
public sealed unsafe class SocketPiecesTests
{
    private static readonly byte[] Much = [.. Enumerable.Range(0, 8 << 20).Select(i => (byte)(i * 7 / 5))];

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Much_is_sent_whole_to_a_side_that_takes_it_bit_by_bit(bool unix, bool blocking)
    {
        using var pair = new SocketPair(unix);
        pair.Worker.Blocking = blocking;
        byte[] taken = [];
        var taking = new Thread(() => taken = Take(pair.Jvm)) { IsBackground = true };
        taking.Start();
        Assert.Equal(Much.Length, Send(pair.Worker, CancellationToken.None));
        pair.Worker.Shutdown(SocketShutdown.Send);
        Assert.True(taking.Join(TimeSpan.FromMinutes(1)));
        Assert.Equal(Much, taken);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Much_is_received_whole_from_a_side_that_gives_it_bit_by_bit(bool unix, bool blocking)
    {
        using var pair = new SocketPair(unix);
        pair.Worker.Blocking = blocking;
        new Thread(() => Give(pair.Jvm)) { IsBackground = true }.Start();
        var got = new byte[Much.Length];
        Assert.Equal(Much.Length, Receive(pair.Worker, got, CancellationToken.None));
        Assert.Equal(Much, got);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_came_before_the_end_is_received(bool unix)
    {
        using var pair = new SocketPair(unix);
        pair.Jvm.Send(Much.AsSpan(0, 1000));
        pair.Jvm.Shutdown(SocketShutdown.Send);
        Assert.Equal(1000, Receive(pair.Worker, new byte[Much.Length], CancellationToken.None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Side_that_takes_nothing_is_given_up_when_nobody_wants_it(bool unix) => IsGivenUp(unix, (socket, stopped) => Send(socket, stopped));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Side_that_sends_nothing_is_given_up_when_nobody_wants_it(bool unix) => IsGivenUp(unix, (socket, stopped) => Receive(socket, new byte[Much.Length], stopped));

    // The socket's own limits are those it had: none.
    private static void IsGivenUp(bool unix, Action<Socket, CancellationToken> call)
    {
        using var pair = new SocketPair(unix);
        var start = Stopwatch.GetTimestamp();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.Throws<OperationCanceledException>(() => call(pair.Worker, stop.Token));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0.15, 10);
        Assert.Equal((0, 0), (pair.Worker.SendTimeout, pair.Worker.ReceiveTimeout));
    }

    private static long Send(Socket socket, CancellationToken stopped)
    {
        fixed (byte* bytes = Much)
        {
            long sent = 0;
            SocketPieces.SendAll(socket, Halves(bytes), ref sent, stopped);
            return sent;
        }
    }

    private static long Receive(Socket socket, byte[] into, CancellationToken stopped)
    {
        fixed (byte* bytes = into)
        {
            return SocketPieces.Receive(socket, Halves(bytes), stopped);
        }
    }

    private static MemoryPiece[] Halves(byte* bytes) => [new(bytes, Much.Length / 2), new(bytes + (Much.Length / 2), Much.Length / 2)];

    private static byte[] Take(Socket socket)
    {
        using var all = new MemoryStream();
        var part = new byte[100_000];
        for (int count; (count = socket.Receive(part)) > 0;)
        {
            all.Write(part, 0, count);
        }

        return all.ToArray();
    }

    private static void Give(Socket socket)
    {
        for (var at = 0; at < Much.Length; at += 100_000)
        {
            socket.Send(Much.AsSpan(at, Math.Min(100_000, Much.Length - at)));
        }
    }
}
