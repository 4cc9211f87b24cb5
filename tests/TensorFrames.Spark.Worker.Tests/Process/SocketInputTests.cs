using TensorFrames.Spark.Worker.Process;
using TensorFrames.Spark.Worker.Tests.Support;

namespace TensorFrames.Spark.Worker.Tests.Process;

public class SocketInputTests
{
    private static readonly byte[] Sent = [.. Enumerable.Range(0, 30_000).Select(i => (byte)i)];

    [Fact]
    public void Small_reads_look_ahead_and_leave_what_they_did_not_ask_for()
    {
        using var pair = new SocketPair(unix: true);
        using var input = new SocketInput(pair.Worker);
        pair.Jvm.Send(Sent.AsSpan(0, 1000));
        Assert.Equal(4, input.Read(new byte[4]));
        Assert.Equal(6, input.Read(new byte[6]));
        Assert.Equal(1000, pair.Worker.Available);
        input.LooksAhead = false;
        Assert.Equal(990, pair.Worker.Available);
    }

    [Fact]
    public void Data_section_is_never_read_ahead()
    {
        using var pair = new SocketPair(unix: true);
        using var input = new SocketInput(pair.Worker) { LooksAhead = false };
        pair.Jvm.Send(Sent.AsSpan(0, 1000));
        Assert.Equal(4, input.Read(new byte[4]));
        Assert.Equal(996, pair.Worker.Available);
    }

    [Fact]
    public void Bytes_come_in_order_whatever_the_reads()
    {
        using var pair = new SocketPair(unix: true);
        using var input = new SocketInput(pair.Worker);
        new Thread(() => pair.Jvm.Send(Sent)).Start();
        var random = new Random(1);
        List<byte> read = [];
        while (read.Count < Sent.Length)
        {
            input.LooksAhead = random.Next(2) == 0;
            var part = new byte[random.Next(1, 10_000)];
            read.AddRange(part.AsSpan(0, input.Read(part)));
        }

        Assert.Equal(Sent, read);
    }

    [Fact]
    public void Peer_that_is_gone_is_an_end()
    {
        using var pair = new SocketPair(unix: false);
        using var input = new SocketInput(pair.Worker);
        pair.Worker.Send(new byte[10]);
        pair.Jvm.LingerState = new(true, 0);
        pair.Jvm.Dispose();
        Assert.Equal(0, input.Read(new byte[4]));
    }
}
