using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tables;

namespace TensorFrames.Bench;

/// <summary>A graph from x to y and resident batches of one column x, in native memory on 64-byte boundaries.</summary>
internal sealed class Workload : IDisposable
{
    private Workload(byte[] graphDef, DType dtype, int[] cell, RecordBatch[] batches) =>
        (GraphDef, DType, Cell, Batches) = (graphDef, dtype, cell, batches);

    internal byte[] GraphDef { get; }

    internal DType DType { get; }

    internal int[] Cell { get; }

    internal RecordBatch[] Batches { get; }

    internal int Rows => Batches[0].Length;

    internal MemoryTable Table => new(Batches[0].Schema, Batches);

    internal static Workload Doubles(byte[] graphDef, int rows, int batches) =>
        new(graphDef, DType.Float64, [], Make<double>(DoubleType.Default, rows, [], batches, i => i));

    /// <summary>A column's batch, so many times.</summary>
    internal static Workload Repeated(byte[] graphDef, RecordBatch batch, DType dtype, int[] cell, int times) => new(graphDef, dtype, cell, [.. Enumerable.Repeat(batch, times)]);

    /// <summary>One batch, so many times.</summary>
    internal static Workload Repeated(byte[] graphDef, Workload other, int times) =>
        new(graphDef, other.DType, other.Cell, [.. Enumerable.Repeat(other.Batches[0], times)]);

    internal static Workload Floats(byte[] graphDef, int rows, int width, int batches) => Floats(graphDef, rows, [width], batches);

    internal static Workload Floats(byte[] graphDef, int rows, int[] cell, int batches, string name = "x") =>
        new(graphDef, DType.Float32, cell, Make<float>(FloatType.Default, rows, cell, batches, i => i % 7, name));

    /// <summary>x alone to y alone.</summary>
    internal Frame Frame(Graph graph) => TensorFrames.Frame.From(Table).MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = [] });

    public void Dispose()
    {
        foreach (var batch in Batches)
        {
            batch.Dispose();
        }
    }

    internal static RecordBatch[] Make<T>(IArrowType type, int rows, int[] cell, int batches, Func<int, T> value, string name = "x")
        where T : unmanaged
    {
        var cellSize = cell.Aggregate(1, (a, b) => a * b);
        var values = new T[rows * cellSize];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(i);
        }

        var columns = Enumerable.Range(0, batches).Select(_ => Cells.Shape(name, NativeColumns.Values(values.AsSpan(), type), cell)).ToArray();
        var schema = new Schema([new Field(name, columns[0].DataType, nullable: false)], null);
        return [.. columns.Select(c => new RecordBatch(schema, [ArrowArrayFactory.BuildArray(c)], rows))];
    }
}
