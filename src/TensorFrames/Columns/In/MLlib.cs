using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Spark MLlib's vectors and matrices, sparse and dense mixed, as rows of one dense float64 tensor.</summary>
internal static class MLlib
{
    private static readonly (string Name, ArrowTypeId Type, bool List)[] VectorFields =
        [("type", ArrowTypeId.Int8, false), ("size", ArrowTypeId.Int32, false), ("indices", ArrowTypeId.Int32, true), ("values", ArrowTypeId.Double, true)];

    private static readonly (string Name, ArrowTypeId Type, bool List)[] MatrixFields =
        [("type", ArrowTypeId.Int8, false), ("numRows", ArrowTypeId.Int32, false), ("numCols", ArrowTypeId.Int32, false), ("colPtrs", ArrowTypeId.Int32, true),
        ("rowIndices", ArrowTypeId.Int32, true), ("values", ArrowTypeId.Double, true), ("isTransposed", ArrowTypeId.Boolean, false)];

    internal static MLlibKind KindOf(IArrowType type) => ColumnTensor.Storage(type) is not StructType { Fields: var fields } ? MLlibKind.None
        : Matches(fields, VectorFields) ? MLlibKind.Vector
        : Matches(fields, MatrixFields) ? MLlibKind.Matrix
        : MLlibKind.None;

    /// <summary>The list column of the vectors' own values, to be fed as it is, where every row is a dense vector; else null.</summary>
    internal static ArrayData? DenseValues(FeedSpec spec, ArrayData column, int rows)
    {
        if (spec.Column.Dense != MLlibKind.Vector || column.FirstNull(0, rows) >= 0)
        {
            return null;
        }

        var types = column.Children[0].Values<sbyte>(column.Offset, rows);
        var values = column.Children[3];
        return types.Length == rows && !types.Contains((sbyte)0) && values.Length >= column.Offset + rows && values.FirstNull(column.Offset, rows) < 0
            ? values.Slice(column.Offset, rows)
            : null;
    }

    /// <summary>The rows as lists of one size of float64 (of lists, for matrices) in a pooled block; null rows stay null.</summary>
    internal static ArrayData Densify(FeedSpec spec, ArrayData column, int rows, RunScratch scratch, int index)
    {
        scratch.Copies[index] = CopyReason.Dense;
        var reader = new MLlibReader(column, spec.Column.Dense);
        var validity = LeafDecoder.Plain(DoubleType.Default, new(column, 0, rows)).Data.Buffers[0];
        if (spec.IsPerRow)
        {
            return MLlibRows.Densify(column, spec.Column.Dense, reader, validity, rows, scratch);
        }

        var (height, width) = Size(spec, reader, rows, scratch.Position);
        var cell = checked(height * width);
        var block = scratch.Rent((long)rows * cell * sizeof(double));
        var values = MemoryMarshal.Cast<byte, double>(block.Span)[..(rows * cell)];
        values.Clear();
        for (var row = 0; row < rows; row++)
        {
            if (!column.IsNull(row))
            {
                reader.Write(row, values.Slice(row * cell, cell), width);
            }
        }

        var leaf = new ArrayData(DoubleType.Default, rows * cell, 0, 0, [ArrowBuffer.Empty, block.Buffer(rows * cell * sizeof(double))], children: null);
        if (spec.Column.Dense == MLlibKind.Matrix)
        {
            leaf = FixedLists.Of(leaf, rows * height, width, ArrowBuffer.Empty);
        }

        return FixedLists.Of(leaf, rows, spec.Column.Dense == MLlibKind.Matrix ? height : width, validity);
    }

    // All rows of a block must have one size; the first row that has a value decides.
    private static (int Height, int Width) Size(FeedSpec spec, MLlibReader reader, int rows, in BlockPosition position)
    {
        (int Height, int Width)? size = null;
        for (var row = 0; row < rows; row++)
        {
            if (reader.Column.IsNull(row))
            {
                continue;
            }

            var own = reader.Size(row);
            size ??= own;
            if (own != size)
            {
                throw spec.BlockError($"cells of {Text(size.Value)} and of {Text(own)} values cannot form one block", "MapRows, which runs cells of different size row by row", position, row);
            }
        }

        var wanted = spec.Shape.Cell;
        return size ?? (!wanted.IsKnown ? throw CellSizes.NoneKnown(spec, position)
            : spec.Column.Dense == MLlibKind.Vector ? (1, checked((int)wanted.Count)) : (checked((int)wanted[0]), checked((int)wanted[1])));
    }

    private static string Text((int Height, int Width) size) => size.Height == 1 ? $"{size.Width}" : $"{size.Height}x{size.Width}";

    private static bool Matches(IReadOnlyList<Field> fields, (string Name, ArrowTypeId Type, bool List)[] wanted) =>
        fields.Count == wanted.Length && fields.Zip(wanted).All(pair => pair.First.Name == pair.Second.Name
            && (pair.Second.List ? ColumnTensor.Element(pair.First.DataType)?.DataType : pair.First.DataType)?.TypeId == pair.Second.Type);
}
