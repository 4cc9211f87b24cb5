using System.Net.Sockets;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using BenchmarkDotNet.Attributes;
using TensorFrames.Bench.Check;
using TensorFrames.Files;
using TensorFrames.Ipc;
using TensorFrames.Spark.Worker.Tasks;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>
/// Arrow IPC into a batch, each buffer padded to 8 bytes as Java and Apache.Arrow write them and put on 64 by ours. From memory and from a socket an
/// operation is the next batch of a stream without end; ours reads the socket as the Spark worker does, each buffer from the kernel to its boundary.
/// From a file it is opening a file of one batch, reading and closing it. Beside it Apache.Arrow's own readers, which leave buffers where they fall.
/// </summary>
public class ReadBenchmarks : StageBenchmarks
{
    // As the worker's.
    private static readonly IpcReadOptions Options = new() { MaxPooledBytes = 16L << 20, NeedsEndMark = true };
    private IpcBytes? _bytes;
    private string? _file;
    private long _dataBytes;
    private AlignedIpcReader? _ours;
    private ArrowStreamReader? _theirs;

    [ParamsSource(nameof(Cases))]
    public StageCase Case { get; set; } = new("string", 1, "memory");

    public static IEnumerable<StageCase> Cases =>
        [.. StageCase.Of(Batches.Kinds, "memory"), .. StageCase.Of(Batches.Kinds, "socket"), .. StageCase.Of(["8 of float64"], "file")];

    internal override long Bytes => _dataBytes;

    [GlobalSetup]
    public void SetUp()
    {
        var batch = Batches.Of(Case.Kind, Case.Rows);
        (_bytes, _dataBytes) = (IpcBytes.Of(batch), Batches.Bytes(batch));
        if (Case.Setting == "file")
        {
            _file = Opened(new ScratchFolder()).File("one.arrow");
            Frame.From(batch).Write(_file, engine: Throughput.OneThread);
        }
    }

    [Benchmark(Baseline = true)]
    public int Ours()
    {
        using var batch = Next();
        return batch.Length;
    }

    [Benchmark]
    public int ApacheArrow()
    {
        if (_file is { } path)
        {
            using var file = new ArrowFileReader(File.OpenRead(path));
            using var only = file.ReadNextRecordBatch();
            return only.Length;
        }

        _theirs ??= Opened(new ArrowStreamReader(Case.Setting == "socket" ? new NetworkStream(Sending()) : new EndlessStream(_bytes!)));
        using var batch = _theirs.ReadNextRecordBatch();
        return batch.Length;
    }

    /// <summary>The next batch, the caller's.</summary>
    internal RecordBatch Next()
    {
        if (_file is { } path)
        {
            using var reader = IpcTable.Open(path).Partitions[0].Open();
            return reader.Read(CancellationToken.None)!;
        }

        return (_ours ??= Start()).Read()!;
    }

    private AlignedIpcReader Start()
    {
        var reader = Opened(new AlignedIpcReader(Case.Setting == "socket" ? new TaskInput(Sending(), CancellationToken.None) : new EndlessStream(_bytes!), Options));
        StageCounts.Now = () => new(reader.Statistics.Batches, reader.Statistics.BytesPlaced, reader.Statistics.BytesCopied);
        StageCounts.Held = () => reader.Pool.LiveBytes;
        return reader;
    }

    private Socket Sending() => Opened(Loopback.Sending(_bytes!)).Socket;
}
