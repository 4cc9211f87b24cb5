using System.Net.Sockets;
using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;

namespace TensorFrames.Spark.Worker.Tests.Process;

/// <summary>
/// Bytes that no JVM sends: each connection gets an error or its end, while another one, open all the time, goes on
/// working in the same process, whose memory stays where it was.
/// </summary>
public class HostileConnectionTests
{
    private const long Growth = 128 << 20;

    private static readonly string[] Captured = [.. Captures.Names.Where(n => n.EndsWith("map-in-arrow-types", StringComparison.Ordinal) || n.EndsWith("scalar-two-udfs", StringComparison.Ordinal) || n.EndsWith("codec-lz4", StringComparison.Ordinal))];

    /// <summary>Versions, whose tasks are written here, and captured connections with our function in them.</summary>
    public static TheoryData<string> Sources => [.. HeaderWriter.Versions.Select(v => v.ToString()), .. Captured];

    [Theory, MemberData(nameof(Sources))]
    public void Task_cut_anywhere_ends_its_connection(string source) => Beside(send =>
    {
        var task = Task(source);
        for (var length = 0; length < task.Length; length += 1 + (length / 15))
        {
            send(task.AsSpan(0, length));
        }
    });

    [Theory, MemberData(nameof(Sources))]
    public void Lengths_that_claim_much_are_not_believed(string source) => Beside(send =>
    {
        var task = Task(source);
        for (var at = 0; at + 4 <= task.Length; at += 1 + (at / 15))
        {
            var lying = (byte[])task.Clone();
            lying.AsSpan(at, 4).Fill(0xff);
            lying[at] = 0x7f;
            send(lying);
            lying.AsSpan(at, 4).Reverse();
            send(lying);
        }
    });

    [Fact]
    public void Noise_ends_its_connection() => Beside(send =>
    {
        var random = Fuzz.Random;
        for (var i = 0; i < 100; i++)
        {
            var noise = new byte[random.Next(1, 100_000)];
            random.NextBytes(noise);
            send(noise);
            noise.AsSpan(0, Math.Min(4, noise.Length)).Clear();
            send(noise);
        }
    });

    [Fact]
    public void Turned_over_bytes_end_it_or_are_a_task() => Beside(send =>
    {
        var random = Fuzz.Random;
        var tasks = Sources.Select(s => Task(s)).ToArray();
        for (var until = Environment.TickCount64 + (Fuzz.Seconds * 1000); Environment.TickCount64 < until;)
        {
            var task = (byte[])tasks[random.Next(tasks.Length)].Clone();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                task[random.Next(task.Length)] ^= (byte)(1 << random.Next(8));
            }

            send(task);
        }
    });

    [Fact]
    public void Secret_that_claims_much_is_none()
    {
        using var daemon = FakeJvm.Daemon();
        using var jvm = daemon.ConnectOnly();
        jvm.ReadInt();
        jvm.Send(new Fields().Int(int.MaxValue).ToArray());
        Assert.True(jvm.AtEnd());
    }

    private static byte[] Task(string source)
    {
        if (source.Contains('/', StringComparison.Ordinal))
        {
            return CapturedTask.Of(Capture.Open(source)).First().Bytes;
        }

        var data = ArrowBytes.Doubles(20, 2);
        return [.. EchoTasks.Of(SparkVersion.Parse(source)!.Value, data).ToBytes(), .. data, .. new Fields().Int(Marker.EndOfStream).ToArray()];
    }

    private static void Beside(Action<Sender> test)
    {
        using var daemon = FakeJvm.Daemon();
        using var other = daemon.Connect();
        EchoTasks.Echoes(other);
        Send(daemon, Task("4.3"));
        var before = daemon.Worker.PeakResident;
        var sent = 0;
        test(bytes =>
        {
            Send(daemon, bytes);
            if (++sent % 50 == 0)
            {
                EchoTasks.Echoes(other);
            }
        });
        EchoTasks.Echoes(other);
        Assert.InRange(daemon.Worker.PeakResident - before, 0, Growth);
        Assert.InRange(daemon.Worker.Threads, 1, 40);
    }

    private delegate void Sender(ReadOnlySpan<byte> bytes);

    /// <summary>Sends what may or may not be a task, says that no more comes, and reads whatever is answered to its end.</summary>
    internal static void Send(FakeJvm daemon, ReadOnlySpan<byte> bytes)
    {
        using var jvm = daemon.Connect();
        try
        {
            jvm.Send(bytes);
            jvm.Socket.Shutdown(SocketShutdown.Send);
            while (jvm.Stream.Read(new byte[4096]) > 0)
            {
            }
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown })
        {
            // That is an end too; a time-out is none.
        }
    }
}
