using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Spark;

namespace TensorFrames.Columns.Out;

/// <summary>One fetch and the column it becomes. A size of the cell known before the run makes a fixed-size list, an unknown one a list.</summary>
internal sealed record FetchSpec
{
    /// <summary>The column's name: the fetch as it was written (<c>top:1</c>).</summary>
    internal required string Name { get; init; }

    internal required DType DType { get; init; }

    /// <summary>The shape of a row's cell, as known before the run; its rank is known.</summary>
    internal required TensorShape Cell { get; init; }

    internal bool Binary { get; init; }

    /// <summary>Whether cells of rank 2 and more become arrow.fixed_shape_tensor columns.</summary>
    internal bool AsFixedShapeTensor { get; init; }

    /// <summary>Whether cells, vectors then, become MLlib's.</summary>
    internal bool AsVector { get; init; }

    /// <summary>Whether the column has one of Spark's types.</summary>
    internal bool AsSparkType { get; init; }

    /// <summary>Whether float32 becomes float64 on the way out.</summary>
    internal bool IsWidened => AsVector && DType == DType.Float32;

    /// <summary>Whether the column is an arrow.fixed_shape_tensor. Apache.Arrow has no fixed-size list of size 0.</summary>
    internal bool IsTensorColumn => AsFixedShapeTensor && !AsVector && Cell.Rank > 0 && Cell.Count > 0;

    /// <summary>Bytes of the column's longest buffer, for so many values of so many bytes: of the copy, where its type is wider.</summary>
    internal long BytesOf(long count, long dataBytes) => IsWidened ? count * sizeof(double)
        : AsSparkType && SparkColumn.IsConverted(DType) ? count * (((FixedWidthType)TypeOf(Cell.Rank)).BitWidth / 8)
        : DType == DType.String ? Math.Max(dataBytes, (count + 1) * sizeof(int))
        : dataBytes;

    internal Field Field() => IsTensorColumn
        ? new Field(Name, new FixedSizeListType(Item(ArrowTypes.Of(DType, Binary)), checked((int)Cell.Count)), nullable: false, FixedShapeTensor.Metadata(Cell))
        : new Field(Name, AsVector ? VectorColumn.Type : TypeOf(0), nullable: false, AsSparkType && !AsVector ? SparkColumn.Metadata(DType, Cell) : null);

    /// <summary>The type of a value that stands <paramref name="axis"/> lists deep.</summary>
    internal IArrowType TypeOf(int axis) => axis == Cell.Rank ? AsSparkType ? SparkColumn.TypeOf(DType, Binary) : ArrowTypes.Of(DType, Binary)
        : AsSparkType ? new ListType(new Field(SparkColumn.Element, TypeOf(axis + 1), nullable: false))
        : Cell[axis] > 0 ? new FixedSizeListType(Item(TypeOf(axis + 1)), checked((int)Cell[axis]))
        : new ListType(Item(TypeOf(axis + 1)));

    private static Field Item(IArrowType type) => new("item", type, nullable: false);
}
