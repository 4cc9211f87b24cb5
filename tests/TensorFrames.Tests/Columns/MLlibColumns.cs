using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Tests.Columns;

/// <summary>Columns of Spark MLlib's vectors and matrices, as Spark sends them.</summary>
internal static class MLlibColumns
{
    internal sealed record Cell(int? Size, int[]? Indices, double[]? Values, int Columns = 0, int[]? ColumnStarts = null, bool Transposed = false);

    internal static Cell Dense(params double[] values) => new(null, null, values);

    internal static Cell Sparse(int size, int[] indices, double[] values) => new(size, indices, values);

    internal static Cell DenseMatrix(int rows, int columns, bool transposed, params double[] values) => new(rows, null, values, columns, null, transposed);

    internal static Cell SparseMatrix(int rows, int columns, bool transposed, int[] starts, int[] inner, double[] values) => new(rows, inner, values, columns, starts, transposed);

    internal static IArrowArray Vectors(params Cell?[] cells) => Struct(
        cells,
        ("type", Types(cells, c => c.Indices is null)),
        ("size", Numbers(cells, c => c.Size)),
        ("indices", Lists(cells, Int32Type.Default, c => c.Indices, (b, v) => ((Int32Array.Builder)b).AppendRange(v))),
        ("values", Lists(cells, DoubleType.Default, c => c.Values, (b, v) => ((DoubleArray.Builder)b).AppendRange(v))));

    internal static IArrowArray Matrices(params Cell?[] cells) => Struct(
        cells,
        ("type", Types(cells, c => c.ColumnStarts is null)),
        ("numRows", Numbers(cells, c => c.Size)),
        ("numCols", Numbers(cells, c => c.Columns)),
        ("colPtrs", Lists(cells, Int32Type.Default, c => c.ColumnStarts, (b, v) => ((Int32Array.Builder)b).AppendRange(v))),
        ("rowIndices", Lists(cells, Int32Type.Default, c => c.Indices, (b, v) => ((Int32Array.Builder)b).AppendRange(v))),
        ("values", Lists(cells, DoubleType.Default, c => c.Values, (b, v) => ((DoubleArray.Builder)b).AppendRange(v))),
        ("isTransposed", new BooleanArray.Builder().AppendRange(cells.Select(c => c?.Transposed ?? false)).Build()));

    private static StructArray Struct(Cell?[] cells, params (string Name, IArrowArray Column)[] fields)
    {
        var validity = new ArrowBuffer.BitmapBuilder();
        validity.AppendRange(cells.Select(c => c is not null));
        var type = new StructType([.. fields.Select(f => new Field(f.Name, f.Column.Data.DataType, nullable: true))]);
        return new StructArray(type, cells.Length, fields.Select(f => f.Column), validity.Build(), cells.Count(c => c is null));
    }

    private static Int8Array Types(Cell?[] cells, Func<Cell, bool> dense) => new Int8Array.Builder().AppendRange(cells.Select(c => (sbyte)(c is null || dense(c) ? 1 : 0))).Build();

    private static Int32Array Numbers(Cell?[] cells, Func<Cell, int?> number)
    {
        var builder = new Int32Array.Builder();
        System.Array.ForEach(cells, c => builder.Append(c is null ? null : number(c)));
        return builder.Build();
    }

    private static ListArray Lists<T>(Cell?[] cells, IArrowType type, Func<Cell, T[]?> list, Action<IArrowArrayBuilder, T[]> append)
    {
        var builder = new ListArray.Builder(type);
        foreach (var cell in cells)
        {
            if (cell is not null && list(cell) is { } values)
            {
                builder.Append();
                append(builder.ValueBuilder, values);
            }
            else
            {
                builder.AppendNull();
            }
        }

        return builder.Build();
    }
}
