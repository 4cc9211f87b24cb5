using Apache.Arrow;
using BenchmarkDotNet.Attributes;
using TensorFrames.Bench.Reference;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>
/// A block that is in memory through a graph that computes, a borrowed column in and a new one out: ours, and TensorFlow alone (the C loop over
/// the same memory). An operation is one block.
/// </summary>
public class RunBenchmarks : StageBenchmarks
{
    private Workload? _work;
    private Graph? _graph;
    private EndlessRun? _ours;
    private ReferenceLoop? _loop;

    [ParamsSource(nameof(Cases))]
    public StageCase Case { get; set; } = new("float64, x + 3", 1);

    public static IEnumerable<StageCase> Cases => StageCase.Of(["float64, x + 3", "float32[32], matmul to 8"]);

    internal override long Bytes => Batches.Bytes(_work!.Batches[0]);

    [GlobalSetup]
    public void SetUp()
    {
        _work = Opened(Case.Kind == "float64, x + 3" ? Workload.Doubles(BenchGraphs.AddThree, Case.Rows, 1) : Workload.Floats(BenchGraphs.MatMul, Case.Rows, 32, 1));
        _graph = Opened(Load(_work.GraphDef));
    }

    [Benchmark(Baseline = true)]
    public int Ours()
    {
        using var result = Next();
        return result.Length;
    }

    [Benchmark]
    public long CLoop() => (long)(_loop ??= Opened(Runtimes.Quietly(() => new ReferenceLoop(Runtimes.Newest, _work!, _graph!.Config)))).Run();

    /// <summary>The results, the caller's.</summary>
    internal RecordBatch Next() => (_ours ??= Counted(
        new EndlessRun(_work!.Batches[0], f => f.MapBlocks(_graph!, new MapOptions { Fetches = ["y"], Keep = [] })), StageCounts.Run)).Next();
}
