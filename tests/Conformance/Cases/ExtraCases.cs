using Apache.Arrow;
using static TensorFrames.Tests.Conformance.Given;
using static TensorFrames.Tests.Conformance.Suite;

namespace TensorFrames.Tests.Conformance.Cases;

/// <summary>ExtraOperationsSuite. TensorFrames keeps the rows of the analyzed blocks where they are equal; here a block's rows stay open.</summary>
internal static class ExtraCases
{
    internal static IReadOnlyList<Entry> All { get; } =
    [
        new("double scalar column, int scalar column", "Scalars have the shape [] without an analyze", engine =>
            engine.Of(Batch(("a", Doubles(0)), ("b", Of(DType.Int32, 0)))).HasSchemaAsync("a: float64 float64[?]", "b: int32 int32[?]")),
        new("scalar, array, array of arrays", "Without an analyze arrays have open sizes, as many as they are deep", engine =>
            engine.Of(Batch(("a", Doubles(0)), ("b", Vectors(DType.Float64, [0])), ("c", Matrices([[0]]))))
                .HasSchemaAsync("a: float64 float64[?]", "b: list<float64> float64[?,?]", "c: list<list<float64>> float64[?,?,?]")),
        new("analyze on one row", "One row of a scalar", engine => Analyzed(engine, "x: float64 float64[?]", Doubles(0))),
        new("analyze on 10 rows in 3 unequal partitions", "Scalars in partitions of 3, 3 and 4 rows", engine =>
            Analyzed(engine, "x: float64 float64[?]", Counting(3), Counting(3), Counting(4))),
        new("analyze on ragged vectors", "Vectors of one and of two: the size is open", engine =>
            Analyzed(engine, "x: list<float64> float64[?,?]", Vectors(DType.Float64, [1], [2, 2.1]))),
        new("analyze on length-2 vectors", "Three vectors of two: the size is 2", engine =>
            Analyzed(engine, "x: list<float64> float64[?,2]", Vectors(DType.Float64, [1, 1.1], [2, 2.1], [3, 3.1]))),
        new("analyze again", "A shape that was given and does not hold is replaced", async engine =>
            await (await engine.Of(Batch(("x", Vectors(DType.Float64, [1, 2], [1, 2, 3])))).AppendShape("x", new(3)).AnalyzeAsync()).HasSchemaAsync("x: list<float64> float64[?,?]")),
    ];

    private static async Task Analyzed(IEngine engine, string column, params IArrowArray[] partitions) =>
        await (await engine.Of([.. partitions.Select(x => Batch(("x", x)))]).AnalyzeAsync()).HasSchemaAsync(column);
}
