using TensorFrames.Interop;

namespace TensorFrames.Run;

/// <summary>
/// One run a row, in one call; or, where rows may be stacked and all cells of the block have one shape, one run for all. A
/// stacked run that fails is done again row by row, which tells the row.
/// </summary>
/// <param name="each">The graph as it is: placeholders have the shape of a cell.</param>
/// <param name="stacked">The same computation over a leading dimension of rows; null where rows cannot be stacked.</param>
internal sealed unsafe class RowsRun(RunPlan each, RunPlan? stacked) : IBlockRun
{
    public BlockOutput Run(RunScratch scratch, int rows, RunFlags flags, Action feedAgain, CancellationToken cancellationToken)
    {
        if (stacked is not null && AreEqual(scratch))
        {
            try
            {
                return new(stacked.Run(scratch, flags), 0, rows - 1);
            }
            catch (RunFailure failure) when (failure.Status != Status.CopyForbidden && (flags & RunFlags.ForbidCopy) == RunFlags.None)
            {
                feedAgain();
            }
        }

        return new(each.RunRows(scratch, rows, flags, cancellationToken), rows, 0);
    }

    private bool AreEqual(RunScratch scratch)
    {
        for (var i = 0; i < each.FeedCount; i++)
        {
            if (scratch.RowFeeds[i].Sizes != null)
            {
                return false;
            }
        }

        return true;
    }
}
