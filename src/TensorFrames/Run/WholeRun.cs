using TensorFrames.Interop;

namespace TensorFrames.Run;

/// <summary>One run a block.</summary>
internal sealed class WholeRun(RunPlan plan) : IBlockRun
{
    public BlockOutput Run(RunScratch scratch, int rows, RunFlags flags, Action feedAgain, CancellationToken cancellationToken) =>
        new(plan.Run(scratch, flags), 0, 0);
}
