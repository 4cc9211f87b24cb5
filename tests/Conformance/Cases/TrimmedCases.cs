using Apache.Arrow;
using static TensorFrames.Tests.Conformance.Given;
using static TensorFrames.Tests.Conformance.GraphsOf;
using static TensorFrames.Tests.Conformance.Suite;

namespace TensorFrames.Tests.Conformance.Cases;

/// <summary>TrimmingOperationsSuite: in every case the result has the column out alone.</summary>
internal static class TrimmedCases
{
    internal static IReadOnlyList<Entry> All { get; } =
    [
        Trim("Trim - fewer rows", Doubles(1, 2), Doubles(1), [1], 1),
        Trim("Trim - more rows", Doubles(3), Doubles(1, 2), [1, 2], 2),
        Trim("Trim - same number", Doubles(3), Doubles(1), [1], 1),
        Trim("Trim - fewer rows of vectors", Vectors(DType.Float64, [1], [2]), Vectors(DType.Float64, [1]), [1], 1, 1),
    ];

    private static Entry Trim(string name, IArrowArray given, IArrowArray expected, double[] constant, params long[] shape) =>
        new(name, $"{given.Length} in, {expected.Length} out", async engine =>
        {
            using var graph = Constant("out", constant, shape).On(engine);
            await engine.Of(Batch(("in", given))).MapBlocksTrimmed(graph, "out").HasAsync(("out", expected));
        });
}
