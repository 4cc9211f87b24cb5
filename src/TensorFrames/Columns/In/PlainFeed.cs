using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>
/// The short way of the commonest column: one number a row as it lies, no nulls. It touches little memory, which after a
/// block's data has gone through the caches is what a feed costs. The general way makes the same feed.
/// </summary>
internal sealed class PlainFeed
{
    private readonly DType _dtype;
    private readonly ArrowTypeId _type;
    private readonly int _width;

    private PlainFeed(FeedSpec spec) => (_dtype, _type, _width) = (spec.DType, spec.Field.DataType.TypeId, spec.DType.Width());

    /// <summary>Null for a column that needs the general way.</summary>
    internal static PlainFeed? Of(FeedSpec spec)
    {
        var column = spec.Column;
        var plain = column is { Kind: LeafKind.Fixed, Cell.Rank: 0, IsDictionary: false, Tensor: null, Dense: MLlibKind.None }
            && column.DType == spec.DType && !spec.IsMask && spec.Field.DataType is not ExtensionType
            && (!spec.Shape.HasRank || spec.Shape.Rank == 1);
        return plain ? new PlainFeed(spec) : null;
    }

    /// <summary>False where this block needs the general way, which also says what is wrong with it.</summary>
    internal bool TryDescribe(ArrayData column, int rows, RunScratch scratch, int index)
    {
        if (column.NullCount != 0 || column.Length != rows || column.DataType.TypeId != _type || column.Buffers.Length < 2)
        {
            return false;
        }

        var (first, bytes) = ((long)column.Offset * _width, (long)rows * _width);
        if (column.Buffers[1].Length < first + bytes)
        {
            return false;
        }

        scratch.Shape(index, 1)[0] = rows;
        scratch.Values(index, _dtype, column.Buffers[1], first, bytes);
        return true;
    }
}
