using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Cells with nulls, written one after another with a fill value in their place: a counted copy.</summary>
internal static class FilledCells
{
    internal static void Feed(FeedSpec spec, CellRange cells, RunScratch scratch, int index)
    {
        if (spec.IsPerRow && spec.Column.Cell.Rank > 0)
        {
            RaggedCells.Write(spec, cells, count => FillSink.For(spec, count, scratch, index), scratch, index);
            scratch.Copies[index] = CopyReason.NullsFilled;
            return;
        }

        Span<long> dims = stackalloc long[RunScratch.MaxRank];
        var rank = CellSizes.Find(spec, cells, dims, scratch.Position);
        var leaves = CellSizes.Product(dims[..rank]);
        var sink = FillSink.For(spec, leaves, scratch, index);
        CellWriter.Write(spec, cells, dims[..rank], 1, sink, scratch.Position);
        sink.Finish(scratch, index);
        scratch.Copies[index] = CopyReason.NullsFilled;
        CellShape.Set(spec, dims[..rank], scratch, index);
    }
}
