using TensorFrames.Bench.Benchmarks;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.StageRun;

/// <summary>The classes of each stage, and whose work their methods are.</summary>
internal static class StageClasses
{
    internal static IReadOnlyList<(string Stage, Type Class)> All { get; } =
    [
        (Stages.Read, typeof(ReadBenchmarks)),
        (Stages.In, typeof(ColumnToTensorBenchmarks)),
        (Stages.Run, typeof(RunBenchmarks)),
        (Stages.Out, typeof(TensorToColumnBenchmarks)),
        (Stages.Write, typeof(WriteBenchmarks)),
        (Stages.RoundTrip, typeof(RoundTripBenchmarks)),
        (Stages.RoundTrip, typeof(RoundTripFileBenchmarks)),
    ];

    internal static string Subject(string method) => method switch
    {
        nameof(StageBenchmarks.Memcpy) => "memcpy",
        nameof(ColumnToTensorBenchmarks.CLoop) => "C loop",
        nameof(ColumnToTensorBenchmarks.ValueByValue) => "value by value",
        nameof(ColumnToTensorBenchmarks.StockCData) => "stock C data",
        nameof(ReadBenchmarks.ApacheArrow) => "Apache.Arrow",
        _ => "ours",
    };
}
