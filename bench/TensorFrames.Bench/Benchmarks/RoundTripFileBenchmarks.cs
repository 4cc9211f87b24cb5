using Apache.Arrow;
using BenchmarkDotNet.Attributes;
using TensorFrames.Files;
using TensorFrames.Tables;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>File in, file out: 1,048,576 doubles scored into another file, x + 3, an operation the whole of it: ours on one thread and on all cores, and value by value on one thread.</summary>
public class RoundTripFileBenchmarks : IDisposable
{
    private const int Rows = 1 << 20;
    private static readonly EngineOptions OneThread = new() { Parallelism = 1 };
    private ScratchFolder? _folder;
    private Graph? _graph;

    [ParamsSource(nameof(Cases))]
    public StageCase Case { get; set; } = new(".arrow", 1);

    public static IEnumerable<StageCase> Cases => [new("float64, .parquet files", Rows), new("float64, .arrow files", Rows)];

    private string Extension => Case.Kind.Contains(".parquet", StringComparison.Ordinal) ? ".parquet" : ".arrow";

    private string Input => _folder!.File("in" + Extension);

    private string Output => _folder!.File("out" + Extension);

    [GlobalSetup]
    public void SetUp()
    {
        _folder = new ScratchFolder();
        _graph = StageBenchmarks.Load(BenchGraphs.AddThree);
        using var table = ColumnTable.Create().Add("x", [.. Enumerable.Range(0, Case.Rows).Select(i => (double)i)]);
        Frame.From(table).Write(Input, engine: OneThread);
    }

    [Benchmark(Baseline = true)]
    public long Ours() => Score(OneThread);

    [Benchmark]
    public long OursOnAllCores() => Score(new EngineOptions());

    [Benchmark]
    public long ValueByValue()
    {
        var schema = new Schema([new Field("y", Apache.Arrow.Types.DoubleType.Default, nullable: false)], null);
        var kind = ConversionCase.Of("float64", 1);
        using var reader = TableFiles.Open(Input).Partitions[0].Open();
        using var output = TableFiles.Create(Output, schema);
        using var writer = output.Open(0);
        long rows = 0;
        while (reader.Read(CancellationToken.None) is { } batch)
        {
            using (batch)
            {
                writer.Write(new RecordBatch(schema, [PerRow.Column(_graph!, kind, batch.Column(0))], batch.Length));
                rows += batch.Length;
            }
        }

        writer.Complete();
        output.Complete();
        return rows;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _graph?.Dispose();
        _folder?.Dispose();
        GC.SuppressFinalize(this);
    }

    private long Score(EngineOptions engine) => FrameFiles.Open(Input).MapBlocks(_graph!, new MapOptions { Fetches = ["y"], Keep = [] }).Write(Output, engine: engine);
}
