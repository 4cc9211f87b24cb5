using Apache.Arrow;
using BenchmarkDotNet.Attributes;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>
/// A column of 65,536 rows in and out of a graph that hands it on: ours, and value by value through C# arrays, as one does
/// without a library. TensorFlow 2.21.0 where it is here, else 1.15.0.
/// </summary>
[Config(typeof(BenchConfig))]
public class ConversionBenchmarks : IDisposable
{
    private static readonly EngineOptions OneThread = new() { Parallelism = 1 };
    private Graph? _graph;
    private Frame? _frame;
    private ConversionCase? _case;

    /// <summary>The column's type.</summary>
    [ParamsSource(nameof(Columns))]
    public string Column { get; set; } = "";

    public static IEnumerable<string> Columns => ConversionCase.Names;

    [GlobalSetup]
    public void SetUp()
    {
        _case = ConversionCase.Of(Column);
        _graph = Runtimes.Quietly(() => Graph.Load(BenchGraphs.Identity(_case.DType, _case.Cell), Runtimes.Newest));
        _frame = _case.Frame(_graph);
        MapBlocks();
    }

    [Benchmark(Baseline = true)]
    public int ValueByValue() => PerRow.Run(_graph!, _case!);

    [Benchmark]
    public int MapBlocks()
    {
        var rows = 0;
        foreach (var batch in _frame!.ToBatches(OneThread))
        {
            rows += batch.Length;
            batch.Dispose();
        }

        return rows;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _graph?.Dispose();
        GC.SuppressFinalize(this);
    }
}
