using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Walks cells in order and gives their innermost values, or as many gaps where one is null, to a sink.</summary>
internal static class CellWriter
{
    internal static void Write(FeedSpec spec, CellRange level, ReadOnlySpan<long> dims, int axis, FillSink sink, in BlockPosition position, int firstRow = 0)
    {
        if (!level.IsList)
        {
            sink.Write(level);
            return;
        }

        var inner = CellSizes.Product(dims[axis..]);
        for (var i = 0; i < level.Count; i++)
        {
            if (level.Data.IsNull(level.Start + i))
            {
                sink.Gap(inner);
                continue;
            }

            var elements = level.ElementsOf(i);
            if (elements.Count != dims[axis])
            {
                throw spec.BlockError($"the cell has {elements.Count} values, {dims[axis]} wanted", CellShape.OfThatSize(spec), position, firstRow + CellShape.RowOf(i, level.Count, (int)dims[0]));
            }

            Write(spec, elements, dims, axis + 1, sink, position, firstRow);
        }
    }
}
