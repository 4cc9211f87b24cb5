using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;
using TensorFrames.Spark.Worker.Tests.Tasks;
using TensorFrames.Tests;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Spark.Worker.Tests.Process;

/// <summary>
/// Broken bytes where a graph is fed: numbers, numbers out of decimals, lists, strings, nulls. Each connection gets an
/// answer or its end; the process and its other connections go on.
/// </summary>
public class HostileMapTests
{
    [Theory, EveryRuntime]
    public void A_task_that_is_whole_runs(Runtime tf)
    {
        using var daemon = FakeJvm.Daemon();
        Runs(daemon, tf);
    }

    [Theory, EveryRuntime]
    public void Turned_over_bytes_of_data_or_command_end_the_task_or_are_one(Runtime tf)
    {
        var (random, header, data) = (Fuzz.Random, Header(tf), Data());
        using var daemon = FakeJvm.Daemon();
        Runs(daemon, tf);
        for (var (until, sent) = (Environment.TickCount64 + (Fuzz.Seconds * 1000), 0); Environment.TickCount64 < until; sent++)
        {
            byte[] task = [.. header, .. data, .. new Fields().Int(Marker.EndOfStream).ToArray()];
            var from = random.Next(4) == 0 ? 0 : header.Length;
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                var at = random.Next(from, task.Length);
                task[at] = random.Next(3) switch { 0 => 0xFF, 1 => 0x7F, _ => (byte)(task[at] ^ (1 << random.Next(8))) };
            }

            HostileConnectionTests.Send(daemon, task);
            if (sent % 100 == 0)
            {
                Runs(daemon, tf);
            }
        }

        Runs(daemon, tf);
        Assert.InRange(daemon.Worker.Threads, 1, 80);
    }

    [Theory, EveryRuntime]
    public void A_batch_that_claims_gigabytes_costs_no_memory(Runtime tf)
    {
        using var daemon = FakeJvm.Daemon();
        Runs(daemon, tf);
        var before = daemon.Worker.PeakVirtual;
        var data = ArrowBytes.Doubles(1000);
        HostileConnectionTests.Send(daemon, [.. Header(tf, Work.Task(Work.AddThree)), .. ArrowBytes.Claiming(data, int.MaxValue)]);
        Runs(daemon, tf);
        Assert.InRange(daemon.Worker.PeakVirtual - before, 0, 1L << 30);
    }

    [Theory, InlineData(CompressionCodecType.Lz4Frame, 16 << 20), InlineData(CompressionCodecType.Zstd, 200_000)]
    public void A_packed_buffer_that_claims_gigabytes_costs_no_memory(CompressionCodecType codec, int length)
    {
        using var daemon = FakeJvm.Daemon();
        EchoTasks.Echoes(daemon);
        var before = daemon.Worker.PeakVirtual;
        var data = ArrowBytes.Packed(codec, length);
        var header = EchoTasks.Of(SparkVersion.V43, data).ToBytes();
        ArrowBytes.ClaimUnpacked(data, codec, 2_000_000_000);
        HostileConnectionTests.Send(daemon, [.. header, .. data]);
        EchoTasks.Echoes(daemon);
        Assert.InRange(daemon.Worker.PeakVirtual - before, 0, 1L << 30);
    }

    private static readonly ListType Floats = new(new Field("element", FloatType.Default, nullable: false));

    private static readonly Schema Input = new(
        [
            new Field("x", DoubleType.Default, nullable: true),
            new Field("u", new Decimal128Type(20, 0), nullable: true),
            new Field("v", Floats, nullable: true),
            new Field("s", StringType.Default, nullable: true),
            new Field("k", Int32Type.Default, nullable: true),
        ], null);

    private static MapTask Task() => new()
    {
        Graph = Work.Graph(new GraphBuilder().Placeholder("x", DType.Float64, -1).Placeholder("u", DType.UInt64, -1).Placeholder("v", DType.Float32, -1, 3).Placeholder("s", DType.String, -1)
            .Node("a", "Neg", ["x"], GraphBuilder.T(DType.Float64)).Node("b", "Identity", ["u"], GraphBuilder.T(DType.UInt64))
            .Node("c", "Neg", ["v"], GraphBuilder.T(DType.Float32)).Node("d", "Identity", ["s"], GraphBuilder.T(DType.String)).Bytes),
        Options = new MapOptions { Fetches = ["a", "b", "c", "d"], Keep = ["k"] },
        Input = Input,
        Output = new Schema(
            [
                new Field("a", DoubleType.Default, nullable: false),
                new Field("b", new Decimal128Type(20, 0), nullable: false),
                new Field("c", Floats, nullable: false),
                new Field("d", StringType.Default, nullable: false),
                Input.FieldsList[4],
            ], null),
    };

    private static byte[] Header(Runtime tf, MapTask? task = null) => new HeaderWriter(SparkVersion.V43)
    {
        Functions = [([0], [(task ?? Task()).ToBytes()])],
        Properties = new(StringComparer.Ordinal) { ["spark.tensorframes.libtensorflow"] = tf.LibraryPath },
    }.ToBytes();

    private static byte[] Data()
    {
        const int Rows = 50;
        var lists = new ListArray.Builder(Floats.ValueField);
        var decimals = new Decimal128Array.Builder(new Decimal128Type(20, 0));
        var (strings, numbers) = (new StringArray.Builder(), new Int32Array.Builder());
        for (var i = 0; i < Rows; i++)
        {
            lists.Append();
            ((FloatArray.Builder)lists.ValueBuilder).AppendRange([i, i + 1, i + 2]);
            decimals.Append(i == 0 ? ulong.MaxValue : i);
            strings.Append(new string('s', i));
            _ = i % 3 == 0 ? numbers.AppendNull() : numbers.Append(i);
        }

        var batch = new RecordBatch(Input, [Work.Numbers(Rows)[0].Column(0), decimals.Build(), lists.Build(), strings.Build(), numbers.Build()], Rows);
        return FakeTask.Wrapped(Input, [batch, batch]);
    }

    private static void Runs(FakeJvm daemon, Runtime tf)
    {
        using var jvm = daemon.Connect();
        jvm.Send([.. Header(tf), .. Data(), .. new Fields().Int(Marker.EndOfStream).ToArray()]);
        var reply = Reply.Read(jvm);
        Assert.Null(reply.Error);
        Assert.Equal(100, ArrowBytes.Rows(reply.Arrow));
    }
}
