using TensorFrames.Interop;
using TensorFrames.Memory;

namespace TensorFrames.Run;

/// <summary>How a block of rows goes through a graph: at once, or row by row.</summary>
internal interface IBlockRun
{
    /// <summary>Runs the feeds in <paramref name="scratch"/>; its fetches then describe outputs of all rows.</summary>
    /// <param name="scratch">The feeds.</param>
    /// <param name="rows">Rows of the block, at least 1.</param>
    /// <param name="flags">Of the run.</param>
    /// <param name="feedAgain">Fills the scratch once more, for a second run after a failed one.</param>
    /// <param name="cancellationToken">Ends a run between two rows.</param>
    /// <exception cref="RunFailure">The shim or TensorFlow refused; the scratch is ended.</exception>
    BlockOutput Run(RunScratch scratch, int rows, RunFlags flags, Action feedAgain, CancellationToken cancellationToken);
}

/// <summary>What a block's run gave.</summary>
/// <param name="Owner">The outputs' owner, with one reference of the caller's.</param>
/// <param name="GatheredRows">Rows that were run by themselves; 0 where the block was run at once.</param>
/// <param name="SavedRuns">Runs that were not needed because rows were stacked.</param>
internal readonly record struct BlockOutput(RunOwner Owner, int GatheredRows, long SavedRuns);
