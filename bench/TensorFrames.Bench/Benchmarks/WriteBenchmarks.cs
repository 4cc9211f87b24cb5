using System.Net.Sockets;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using BenchmarkDotNet.Attributes;
using TensorFrames.Ipc;
using TensorFrames.Spark.Worker.Output;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>
/// A batch into Arrow IPC, an operation the next one of a stream without end: into memory, and into a socket whose other end takes all that comes.
/// Ours writes to the socket as the Spark worker does, each buffer from where it lies, all in one gathered write; beside it Apache.Arrow's own writer.
/// </summary>
public class WriteBenchmarks : StageBenchmarks
{
    private RecordBatch? _batch;
    private OverwrittenStream? _memory;
    private Action<RecordBatch>? _ours;
    private ArrowStreamWriter? _theirs;
    private long _written;

    [ParamsSource(nameof(Cases))]
    public StageCase Case { get; set; } = new("string", 1, "memory");

    public static IEnumerable<StageCase> Cases => [.. StageCase.Of(Batches.Kinds, "memory"), .. StageCase.Of(Batches.Kinds, "socket")];

    internal override long Bytes => Batches.Bytes(_batch!);

    /// <summary>What the last operation has put into memory; the first one begins with the schema.</summary>
    internal ReadOnlyMemory<byte> Written => _memory!.Written;

    [GlobalSetup]
    public void SetUp()
    {
        _batch = Batches.Of(Case.Kind, Case.Rows);
        _memory = Opened(new OverwrittenStream());
    }

    [Benchmark(Baseline = true)]
    public int Ours()
    {
        _memory!.Restart();
        (_ours ??= Start())(_batch!);
        _written++;
        return _batch!.Length;
    }

    [Benchmark]
    public int ApacheArrow()
    {
        _memory!.Restart();
        _theirs ??= Opened(new ArrowStreamWriter(Case.Setting == "socket" ? new NetworkStream(Taking()) : _memory!, _batch!.Schema, leaveOpen: true));
        _theirs.WriteRecordBatch(_batch!);
        return _batch!.Length;
    }

    private Action<RecordBatch> Start()
    {
        if (Case.Setting != "socket")
        {
            return Opened(new IpcStreamWriter(_memory!, _batch!.Schema, leaveOpen: true)).Write;
        }

        var reply = Opened(new ArrowReply(_batch!.Schema, Taking(), CancellationToken.None));
        StageCounts.Now = () => new(_written, reply.Gathered, reply.Copied);
        return reply.Write;
    }

    private Socket Taking() => Opened(Loopback.Taking()).Socket;
}
