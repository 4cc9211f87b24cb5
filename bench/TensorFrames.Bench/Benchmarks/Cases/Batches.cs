using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tables;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>Batches to be read and written.</summary>
internal static class Batches
{
    /// <summary>One table of numbers, one of vectors, one of texts.</summary>
    internal static IReadOnlyList<string> Kinds { get; } = ["8 of float64", "float32[32]", "string"];

    internal static RecordBatch Of(string kind, int rows) => kind == "8 of float64" ? Doubles(rows) : ConversionCase.Of(kind, rows).Batch;

    /// <summary>Bytes of all buffers.</summary>
    internal static long Bytes(RecordBatch batch) => batch.Arrays.Sum(a => Bytes(a.Data));

    private static long Bytes(ArrayData data) => (data.Buffers ?? []).Sum(b => (long)b.Length) + (data.Children ?? []).Sum(Bytes);

    private static RecordBatch Doubles(int rows)
    {
        var values = Enumerable.Range(0, rows).Select(i => (double)i).ToArray();
        var columns = Enumerable.Range(0, 8).Select(_ => ArrowArrayFactory.BuildArray(NativeColumns.Values<double>(values, DoubleType.Default)));
        return new RecordBatch(new Schema(Enumerable.Range(0, 8).Select(i => new Field($"c{i}", DoubleType.Default, nullable: false)), null), columns, rows);
    }
}
