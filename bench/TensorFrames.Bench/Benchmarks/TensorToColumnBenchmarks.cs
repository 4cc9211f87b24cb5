using Apache.Arrow;
using BenchmarkDotNet.Attributes;
using TensorFrames.Bench.Reference;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>
/// A tensor into a column. The graph is y = a constant, whose memory TensorFlow hands out again at each run, beside a placeholder of one
/// double: rows come out of nothing, and all that depends on them is the way out. (Where a graph computes, TensorFlow allocates and frees the
/// output: that is in the stage "run".) An operation is one block. The C loop runs the same graph and looks at the first byte. Value by
/// value takes the result and appends each value to a builder.
/// </summary>
public class TensorToColumnBenchmarks : StageBenchmarks
{
    private static readonly MapOptions OnlyY = new() { Fetches = ["y"], Keep = [] };
    private ConversionCase? _kind;
    private Graph? _graph;
    private EndlessRun? _ours;
    private ReferenceLoop? _loop;
    private TensorValue? _x;

    [ParamsSource(nameof(Cases))]
    public StageCase Case { get; set; } = new("float64", 1);

    /// <summary>Shared with TensorFlow: numbers and vectors. Copied: bits, and strings behind new offsets.</summary>
    public static IEnumerable<StageCase> Cases => StageCase.Of(["int32", "int64", "float32", "float64", "float32[32]", "bool", "string"]);

    internal override long Bytes => _kind!.Bytes;

    [GlobalSetup]
    public void SetUp()
    {
        _kind = ConversionCase.Of(Case.Kind, Case.Rows);
        _graph = Opened(Load(StageGraphs.Constant(_kind)));
        _x = TensorValue.Of<double>([0.0], 1);
    }

    [Benchmark(Baseline = true)]
    public int Ours()
    {
        using var result = Next();
        return result.Length;
    }

    [Benchmark]
    public long CLoop() => (long)(_loop ??= Opened(
        Runtimes.Quietly(() => new ReferenceLoop(Runtimes.Newest, StageGraphs.Constant(_kind!), _graph!.Config, DType.Float64, 1)))).Run();

    [Benchmark]
    public int ValueByValue()
    {
        using var results = PerRow.Run(_graph!, _x!);
        return PerRow.Column(results, _kind!, Case.Rows).Length;
    }

    /// <summary>The column, the caller's.</summary>
    internal RecordBatch Next() => (_ours ??= Counted(
        new EndlessRun(ConversionCase.Of("float64", 1).Batch, f => f.MapBlocksTrimmed(_graph!, OnlyY)), StageCounts.Fetched)).Next();
}
