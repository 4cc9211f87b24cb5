using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Tests.Conformance;

/// <summary>Small tables.</summary>
internal static class Given
{
    internal static RecordBatch Batch(params (string Name, IArrowArray Values)[] columns) => new(
        new Schema(columns.Select(c => new Field(c.Name, c.Values.Data.DataType, nullable: true)), null), columns.Select(c => c.Values), columns[0].Values.Length);

    internal static IArrowArray Doubles(params IEnumerable<double> values) => Of(DType.Float64, [.. values]);

    /// <summary>0, 1, … as doubles.</summary>
    internal static IArrowArray Counting(int rows) => Doubles(Enumerable.Range(0, rows).Select(i => (double)i));

    internal static IArrowArray Texts(params IEnumerable<string?> values) => new StringArray.Builder().AppendRange(values).Build();

    internal static IArrowArray Bytes(params IEnumerable<byte[]> values) => values.Aggregate(new BinaryArray.Builder(), (built, value) => built.Append(value.AsSpan())).Build();

    /// <summary>A number a row.</summary>
    internal static IArrowArray Of(DType dtype, params double[] values) => dtype switch
    {
        DType.Int32 => new Int32Array.Builder().AppendRange(values.Select(v => (int)v)).Build(),
        DType.Int64 => new Int64Array.Builder().AppendRange(values.Select(v => (long)v)).Build(),
        DType.Float32 => new FloatArray.Builder().AppendRange(values.Select(v => (float)v)).Build(),
        DType.Float64 => new DoubleArray.Builder().AppendRange(values).Build(),
        _ => throw new ArgumentOutOfRangeException(nameof(dtype)),
    };

    /// <summary>A vector a row, of any lengths.</summary>
    internal static IArrowArray Vectors(DType dtype, params double[][] cells) => Lists(Of(dtype, [.. cells.SelectMany(c => c)]), [.. cells.Select(c => c.Length)]);

    /// <summary>Lists whose type has their width.</summary>
    internal static IArrowArray OfWidth(int width, IArrowArray values) => ArrowArrayFactory.BuildArray(
        new ArrayData(new FixedSizeListType(new Field("item", values.Data.DataType, nullable: true), width), values.Length / width, 0, 0, [ArrowBuffer.Empty], [values.Data]));

    /// <summary>A matrix a row.</summary>
    internal static IArrowArray Matrices(params double[][][] cells) =>
        Lists(Vectors(DType.Float64, [.. cells.SelectMany(rows => rows)]), [.. cells.Select(rows => rows.Length)]);

    /// <summary>One row, whose cells are the columns of these batches.</summary>
    internal static RecordBatch OneRow(List<RecordBatch> batches) => Batch([.. batches[0].Schema.FieldsList.Select(
        (f, i) => (f.Name, (IArrowArray)Lists(ArrowArrayConcatenator.Concatenate([.. batches.Select(b => b.Column(i))]), [batches.Sum(b => b.Length)])))]);

    /// <summary>The columns that the cells of one row are.</summary>
    internal static RecordBatch CellsOf(RecordBatch row) => Batch([.. row.Schema.FieldsList.Select((f, i) => (f.Name, ArrowArrayFactory.BuildArray(row.Column(i).Data.Children[0])))]);

    private static ListArray Lists(IArrowArray values, int[] lengths)
    {
        var offsets = new ArrowBuffer.Builder<int>().Append(0);
        var at = 0;
        foreach (var length in lengths)
        {
            offsets.Append(at += length);
        }

        return new ListArray(new ListType(new Field("element", values.Data.DataType, nullable: true)), lengths.Length, offsets.Build(), values, ArrowBuffer.Empty);
    }
}
