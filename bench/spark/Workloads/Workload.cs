using System.Runtime.InteropServices;
using TensorFrames.Spark;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Bench.Spark;

/// <summary>A table in Parquet, and a graph that does next to nothing over it: y = x + 3.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Sql">The table's rows.</param>
/// <param name="Graph">The graph.</param>
internal sealed record Workload(string Name, string Sql, byte[] Graph)
{
    internal static Workload Doubles(long rows) => new($"{rows / 1e6:0.#} M doubles", $"SELECT CAST(id AS DOUBLE) AS x FROM range(0, {rows}, 1, 2)", AddThree(DType.Float64));

    internal static Workload Vectors(long rows) => new(
        $"{rows / 1e6:0.#} M × 32 floats",
        $"SELECT transform(sequence(0, 31), i -> CAST(id + i AS FLOAT)) AS x FROM range(0, {rows}, 1, 2)",
        AddThree(DType.Float32, 32));

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
