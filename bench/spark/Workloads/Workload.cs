using System.Globalization;
using System.Runtime.InteropServices;
using TensorFrames.Spark;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Bench.Spark.Workloads;

/// <summary>A table in Parquet, and a graph that does next to nothing over one column of it: y = x + 3.</summary>
/// <param name="Case">What a row is: "doubles", "32 floats".</param>
/// <param name="Rows">How many.</param>
/// <param name="Sql">The table's rows.</param>
/// <param name="Graph">The graph.</param>
/// <param name="Width">Floats of a cell; 0 where it is one double.</param>
internal sealed record Workload(string Case, long Rows, string Sql, byte[] Graph, int Width)
{
    /// <summary>For people.</summary>
    internal string Name => string.Create(CultureInfo.InvariantCulture, $"{Rows / 1e6:0.###} M {(char.IsDigit(Case[0]) ? "× " : "")}{Case}");

    /// <summary>Two tables: one that is all rows, one that is all bytes.</summary>
    /// <param name="scale">Of 20 M doubles and 2 M × 32 floats.</param>
    internal static Workload[] Two(double scale) => [Doubles((long)(20e6 * scale)), Vectors((long)(2e6 * scale))];

    internal static Workload Doubles(long rows) => Doubles(rows, kept: 0);

    /// <param name="rows">Rows.</param>
    /// <param name="kept">Columns beside the fed one that travel along.</param>
    internal static Workload Doubles(long rows, int kept) => new(
        kept == 0 ? "doubles" : $"{kept + 1} doubles",
        rows,
        $"SELECT CAST(id AS DOUBLE) AS x{string.Concat(Enumerable.Range(1, kept).Select(i => $", CAST(id + {i} AS DOUBLE) AS k{i}"))} FROM range(0, {rows}, 1, 2)",
        AddThree(DType.Float64),
        Width: 0);

    internal static Workload Vectors(long rows, int width = 32) => new(
        $"{width} floats",
        rows,
        $"SELECT transform(sequence(0, {width - 1}), i -> CAST(id + i AS FLOAT)) AS x FROM range(0, {rows}, 1, 2)",
        AddThree(DType.Float32, width),
        width);

    /// <summary>Writes the table once; returns its folder.</summary>
    internal async Task<string> WriteAsync(SparkSession session, string folder)
    {
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        await session.Sql(Sql).Write.ParquetAsync(path);
        return path;
    }

    private static byte[] AddThree(DType dtype, params long[] cell)
    {
        ReadOnlySpan<byte> three = dtype == DType.Float64 ? MemoryMarshal.AsBytes<double>([3.0]) : MemoryMarshal.AsBytes<float>([3f]);
        return new GraphBuilder().Placeholder("x", dtype, [-1, .. cell])
            .Node("three", "Const", [], ("dtype", GraphBuilder.Type(dtype)), ("value", GraphBuilder.Tensor(dtype, three)))
            .Node("y", "Add", ["x", "three"], GraphBuilder.T(dtype)).Bytes;
    }
}
