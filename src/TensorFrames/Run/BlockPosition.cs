namespace TensorFrames.Run;

/// <summary>Where a block stands, for errors and logs.</summary>
/// <param name="Partition">The partition's name; empty for a single call.</param>
/// <param name="Block">The block's number in its partition, from 0.</param>
/// <param name="FirstRow">The partition's row that is the block's first, from 0.</param>
internal readonly record struct BlockPosition(string Partition, long Block, long FirstRow)
{
    /// <summary>Whether its columns were joined of several batches, a copy.</summary>
    internal bool IsJoined { get; init; }

    public override string ToString() => Partition.Length == 0 ? "" : $" (block {Block} of {Partition}, from row {FirstRow})";
}
