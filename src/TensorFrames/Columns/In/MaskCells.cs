using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>The mask of a column's nulls as booleans: true where a value is, one a cell or one an element.</summary>
internal static class MaskCells
{
    internal static void Feed(FeedSpec spec, CellRange cells, RunScratch scratch, int index)
    {
        scratch.Copies[index] = CopyReason.Mask;
        if (spec.Shape.Rank == 1)
        {
            FeedCells(cells, scratch, index);
            return;
        }

        if (spec.IsPerRow && spec.Column.Cell.Rank > 0)
        {
            RaggedCells.Write(spec, cells, count => new MaskSink(count, scratch), scratch, index);
            return;
        }

        Span<long> dims = stackalloc long[RunScratch.MaxRank];
        var rank = CellSizes.Find(spec, cells, dims, scratch.Position);
        var sink = new MaskSink(CellSizes.Product(dims[..rank]), scratch);
        CellWriter.Write(spec, cells, dims[..rank], 1, sink, scratch.Position);
        sink.Finish(scratch, index);
        CellShape.Set(spec, dims[..rank], scratch, index);
    }

    private static void FeedCells(CellRange cells, RunScratch scratch, int index)
    {
        cells = LeafDecoder.Nulls(cells);
        var block = scratch.Rent(cells.Count);
        MaskSink.Write(cells, block.Span[..cells.Count]);
        scratch.Shape(index, 1)[0] = cells.Count;
        scratch.Values(index, DType.Bool, block.Buffer(cells.Count), 0, cells.Count);
    }
}
