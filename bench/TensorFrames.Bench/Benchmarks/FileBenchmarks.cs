using Apache.Arrow;
using BenchmarkDotNet.Attributes;
using TensorFrames.Files;
using TensorFrames.Tables;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>A file of 1,048,576 rows of double scored into another, x + 3: ours, and value by value on one thread.</summary>
[Config(typeof(BenchConfig))]
public class FileBenchmarks : IDisposable
{
    private const int Rows = 1 << 20;
    private ScratchFolder? _folder;
    private Graph? _graph;

    /// <summary>.parquet or .arrow.</summary>
    [Params(".parquet", ".arrow")]
    public string Format { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        _folder = new ScratchFolder();
        _graph = Runtimes.Quietly(() => Graph.Load(BenchGraphs.AddThree, Runtimes.Newest));
        using var table = ColumnTable.Create().Add("x", [.. Enumerable.Range(0, Rows).Select(i => (double)i)]);
        Frame.From(table).Write(Input, engine: new EngineOptions { Parallelism = 1 });
    }

    private string Input => _folder!.File("in" + Format);

    private string Output => _folder!.File("out" + Format);

    [Benchmark]
    public long MapBlocks() => FrameFiles.Open(Input).MapBlocks(_graph!, new MapOptions { Fetches = ["y"], Keep = [] }).Write(Output);

    [Benchmark]
    public long MapBlocksOnOneThread() =>
        FrameFiles.Open(Input).MapBlocks(_graph!, new MapOptions { Fetches = ["y"], Keep = [] }).Write(Output, engine: new EngineOptions { Parallelism = 1 });

    [Benchmark(Baseline = true)]
    public long ValueByValue()
    {
        var schema = new Schema([new Field("y", Apache.Arrow.Types.DoubleType.Default, nullable: false)], null);
        using var reader = TableFiles.Open(Input).Partitions[0].Open();
        using var output = TableFiles.Create(Output, schema);
        using var writer = output.Open(0);
        long rows = 0;
        while (reader.Read(CancellationToken.None) is { } batch)
        {
            using (batch)
            {
                writer.Write(Score(batch, schema));
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

    private RecordBatch Score(RecordBatch batch, Schema schema)
    {
        var values = PerRow.Values<double>(batch.Column(0));
        using var results = _graph!.Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["x"] = TensorValue.Of<double>(values, values.Length) }, "y");
        var builder = new DoubleArray.Builder();
        foreach (var value in results.Values<double>("y"))
        {
            builder.Append(value);
        }

        return new RecordBatch(schema, [builder.Build()], batch.Length);
    }
}
