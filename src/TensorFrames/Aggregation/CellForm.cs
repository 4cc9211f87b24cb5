using TensorFrames.Columns.In;

namespace TensorFrames.Aggregation;

/// <summary>What all cells of one fetch are, in one set of rows.</summary>
/// <param name="DType">Of the values.</param>
/// <param name="Dims">The shape of each cell.</param>
internal sealed record CellForm(DType DType, long[] Dims)
{
    /// <summary>Values of a cell.</summary>
    internal int Elements { get; } = CellSizes.Product(Dims);

    /// <summary>Bytes of a value, booleans as bytes; 0 for strings.</summary>
    internal int Width { get; } = DType == DType.String ? 0 : DType.Width();

    /// <summary>Bytes of a cell; of strings those of its offsets.</summary>
    internal long Stride => Elements * (long)(IsText ? sizeof(int) : Width);

    internal bool IsText => DType == DType.String;

    internal bool IsSame(CellForm other) => DType == other.DType && HasShapeOf(other);

    internal bool HasShapeOf(CellForm other) => Dims.AsSpan().SequenceEqual(other.Dims);
}
