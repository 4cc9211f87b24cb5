using Apache.Arrow;
using TensorFrames.Run;

namespace TensorFrames.Verbs;

/// <summary>Feeds a block's columns and runs the graph over them once. One thread at a time; threads have one each.</summary>
internal sealed class BlockFeeds : IDisposable
{
    private readonly IVerbPlan _plan;
    private readonly IBlockRun? _run;
    private readonly IReadOnlyList<PlannedFeed> _feeds;
    private readonly BlockDescriber _describer;
    private readonly bool _noCopy;
    private readonly Action _again;
    private RecordBatch? _block;

    internal BlockFeeds(IVerbPlan plan, IReadOnlyList<PlannedFeed> feeds, IBlockRun? run, bool noCopy)
    {
        (_plan, _feeds, _run, _noCopy) = (plan, feeds, run, noCopy);
        _again = () => Describe(_block!, Scratch!.Position);
        Scratch = new RunScratch(feeds.Count + plan.Constants.Count, plan.Fetches.Count);
        _describer = new BlockDescriber(feeds, noCopy);
    }

    internal RunScratch Scratch { get; }

    /// <summary>Runs the block; the scratch's fetches then describe the outputs that the owner keeps.</summary>
    /// <returns>The owner, with one reference of the caller's, and how the rows were run.</returns>
    internal BlockOutput Run(RecordBatch block, in BlockPosition position, CancellationToken cancellationToken)
    {
        try
        {
            Describe(block, position);
            _block = block;
            return _run!.Run(Scratch, block.Length, _noCopy ? Interop.RunFlags.ForbidCopy : Interop.RunFlags.None, _again, cancellationToken);
        }
        catch (RunFailure failure) when (failure.Status == Interop.Status.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(failure.Message, failure, cancellationToken);
        }
        catch (RunFailure failure)
        {
            throw RunErrors.Of(_plan, _feeds, failure, Scratch, position);
        }
        catch
        {
            Scratch.End(held: false);
            throw;
        }
        finally
        {
            _block = null;
            GC.KeepAlive(block);
        }
    }

    /// <summary>Describes the block's columns as the scratch's feeds, which the caller runs or ends.</summary>
    internal void Feed(RecordBatch block, in BlockPosition position)
    {
        try
        {
            Describe(block, position);
        }
        catch
        {
            Scratch.End(held: false);
            throw;
        }
    }

    public void Dispose() => Scratch.Dispose();

    private void Describe(RecordBatch block, in BlockPosition position)
    {
        Scratch.Begin(position);
        _describer.Describe(Scratch, block, position);
        ConstantFeed.Describe(_plan.Constants, Scratch, _feeds.Count);
    }
}
