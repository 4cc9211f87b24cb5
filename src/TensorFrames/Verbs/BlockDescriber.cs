using Apache.Arrow;
using TensorFrames.Columns.In;
using TensorFrames.Run;

namespace TensorFrames.Verbs;

/// <summary>Describes a block's columns as a run's feeds. One thread at a time.</summary>
/// <param name="feeds">Which columns feed what.</param>
/// <param name="noCopy">Whether a copy is an error.</param>
internal sealed class BlockDescriber(IReadOnlyList<PlannedFeed> feeds, bool noCopy)
{
    private readonly ColumnFeeder[] _feeders = [.. feeds.Select(f => new ColumnFeeder(f.Spec))];

    /// <summary>Describes the block as the scratch's feeds from <paramref name="first"/> on. Whoever calls ends the scratch.</summary>
    internal void Describe(RunScratch scratch, RecordBatch block, in BlockPosition position, int first = 0)
    {
        scratch.Position = position;
        for (var i = 0; i < _feeders.Length; i++)
        {
            _feeders[i].Feed(block.Column(feeds[i].Column).Data, block.Length, scratch, first + i);
            if (position.IsJoined && scratch.Copies[first + i] == CopyReason.None)
            {
                scratch.Copies[first + i] = CopyReason.Joined;
            }
        }

        for (var i = 0; noCopy && i < _feeders.Length; i++)
        {
            if (scratch.Copies[first + i] != CopyReason.None)
            {
                throw RunErrors.Copy(_feeders[i].Spec, scratch.Copies[first + i], position);
            }
        }
    }
}
