using Apache.Arrow;
using BenchmarkDotNet.Attributes;
using TensorFrames.Bench.Reference;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>
/// A column into a tensor. The graph is y = the shape of x, so that all of the column goes in, a few bytes come out and TensorFlow
/// looks at no value; an operation is one block of a run that is open already. The C loop runs the same graph over a tensor that is there:
/// what TensorFlow takes. Value by value makes the tensor by hand, each value out of its column into an array. Stock C data hands the column to
/// Apache.Arrow's exporter and importer, and runs nothing.
/// </summary>
public class ColumnToTensorBenchmarks : StageBenchmarks
{
    private ConversionCase? _kind;
    private Graph? _graph;
    private EndlessRun? _ours;
    private ReferenceLoop? _loop;

    [ParamsSource(nameof(Cases))]
    public StageCase Case { get; set; } = new("float64", 1);

    /// <summary>Borrowed: numbers, vectors, strings. Copied: bits, nulls, codes, what lies between boundaries, what is widened.</summary>
    public static IEnumerable<StageCase> Cases => StageCase.Of(
    [
        "int8", "uint8", "int32", "int64", "float16", "float32", "float64", "float32[32]", "list of 32 float32", "string",
        "bool", "float64, misaligned", "float32[32], misaligned", "float64, filled nulls", "int32 widened to int64", "dictionary of strings",
    ]);

    internal override long Bytes => _kind!.Bytes;

    [GlobalSetup]
    public void SetUp()
    {
        _kind = ConversionCase.Of(Case.Kind, Case.Rows);
        _graph = Opened(Load(StageGraphs.ShapeOf(_kind.DType, _kind.Cell)));
    }

    [Benchmark(Baseline = true)]
    public int Ours()
    {
        _ours ??= Counted(new EndlessRun(_kind!.Batch, f => f.MapBlocksTrimmed(_graph!, _kind.Options)), StageCounts.Fed);
        using var result = _ours.Next();
        return ((Int32Array)result.Column(0)).GetValue(0)!.Value;
    }

    [Benchmark]
    public long CLoop() => (long)(_loop ??= Opened(
        Runtimes.Quietly(() => new ReferenceLoop(Runtimes.Newest, StageGraphs.ShapeOf(_kind!.DType, _kind.Cell), _graph!.Config, _kind.DType, [Case.Rows, .. _kind.Cell])))).Run();

    [Benchmark]
    public int ValueByValue()
    {
        using var results = PerRow.Run(_graph!, PerRow.Tensor(_kind!, _kind!.Column));
        return results.Values<int>("y")[0];
    }

    [Benchmark]
    public int StockCData() => CData.RoundTrip(_kind!.Column);
}
