using Apache.Arrow;
using Apache.Arrow.Ipc;
using BenchmarkDotNet.Attributes;
using TensorFrames.Bench.Reference;
using TensorFrames.Ipc;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>
/// Bytes in, bytes out: a batch of Arrow IPC out of memory, its column through a graph that hands it on, and y as Arrow IPC into memory. An operation
/// is a batch of a stream without end, on one thread. Value by value reads and writes with Apache.Arrow and marshals by hand; the C loop is the graph's run alone.
/// </summary>
public class RoundTripBenchmarks : StageBenchmarks
{
    private ConversionCase? _kind;
    private IpcBytes? _bytes;
    private Graph? _graph;
    private OverwrittenStream? _output;
    private EndlessRun? _ours;
    private IpcStreamWriter? _writer;
    private ArrowStreamReader? _theirReader;
    private ArrowStreamWriter? _theirWriter;
    private Schema? _theirSchema;
    private ReferenceLoop? _loop;

    [ParamsSource(nameof(Cases))]
    public StageCase Case { get; set; } = new("float64", 1);

    public static IEnumerable<StageCase> Cases => StageCase.Of(["float64", "float32[32]", "bool", "string"]);

    internal override long Bytes => _bytes!.Batch.Length;

    /// <summary>What the last operation has put into memory; the first one begins with the schema.</summary>
    internal ReadOnlyMemory<byte> Written => _output!.Written;

    [GlobalSetup]
    public void SetUp()
    {
        _kind = ConversionCase.Of(Case.Kind, Case.Rows);
        _bytes = IpcBytes.Of(_kind.Batch);
        _graph = Opened(Load(BenchGraphs.Identity(_kind.DType, _kind.Cell)));
        _output = Opened(new OverwrittenStream());
    }

    [Benchmark(Baseline = true)]
    public int Ours()
    {
        _ours ??= Counted(new EndlessRun(Frame.From(new IpcStreamTable(new EndlessStream(_bytes!))).MapBlocks(_graph!, _kind!.Options)), StageCounts.Run);
        _output!.Restart();
        using var result = _ours.Next();
        _writer ??= Opened(new IpcStreamWriter(_output, result.Schema, leaveOpen: true));
        _writer.Write(result);
        return result.Length;
    }

    [Benchmark]
    public int ValueByValue()
    {
        _theirReader ??= Opened(new ArrowStreamReader(new EndlessStream(_bytes!)));
        _output!.Restart();
        using var batch = _theirReader.ReadNextRecordBatch();
        using var y = PerRow.Column(_graph!, _kind!, batch.Column(0));
        var schema = _theirSchema ??= new Schema([new Field("y", y.Data.DataType, nullable: false)], null);
        _theirWriter ??= Opened(new ArrowStreamWriter(_output, schema, leaveOpen: true));
        _theirWriter.WriteRecordBatch(new RecordBatch(schema, [y], batch.Length));
        return batch.Length;
    }

    [Benchmark]
    public long CLoop() => (long)(_loop ??= Opened(
        Runtimes.Quietly(() => new ReferenceLoop(Runtimes.Newest, BenchGraphs.Identity(_kind!.DType, _kind.Cell), _graph!.Config, _kind.DType, [Case.Rows, .. _kind.Cell])))).Run();
}
