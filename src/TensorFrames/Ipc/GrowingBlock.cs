namespace TensorFrames.Ipc;

/// <summary>
/// A batch's block that is taken at once as far as its length is believed, and beyond that as bytes really come: a forged
/// length costs a sender as much as it costs us.
/// </summary>
/// <param name="pool">Where the block is from. before: nothing is taken. after: the block has one reference, the caller's, whatever fails.</param>
/// <param name="source">What tells how much has come.</param>
/// <param name="length">What the message says that it needs.</param>
internal sealed unsafe class GrowingBlock(BlockPool pool, IpcSource source, long length)
{
    internal AlignedBlock Block { get; } = pool.Rent(Math.Min(length, source.Believed));

    /// <summary>Whether there is room for everything already.</summary>
    internal bool IsWhole => Block.Capacity >= length;

    /// <summary>Bytes that growing has taken along from one place to another.</summary>
    internal long Moved { get; private set; }

    /// <summary>Whether there is room up to here.</summary>
    internal bool Holds(long end) => end <= Block.Capacity;

    /// <summary>Where to put the next bytes, and how many of those wanted fit there; grown where there is no room for any.</summary>
    internal byte* Next(long position, long wanted, out long fits)
    {
        if (position >= Block.Capacity)
        {
            Grow(Math.Min(length, Math.Max(source.Believed, 2 * position)), position);
        }

        fits = Math.Min(wanted, Block.Capacity - position);
        return Block.Pointer + position;
    }

    /// <summary>Room for so many bytes that are there to be put in.</summary>
    internal byte* Room(long position, long count)
    {
        if (position + count > Block.Capacity)
        {
            Grow(Math.Min(length, Math.Max(source.Believed, position + count)), position);
        }

        return Block.Pointer + position;
    }

    /// <summary>Everything has come: room for the rest, which is made here.</summary>
    internal void Finish()
    {
        if (!IsWhole)
        {
            Grow(length, Block.Capacity);
        }
    }

    private void Grow(long capacity, long used)
    {
        pool.Grow(Block, capacity);
        Moved += used;
    }
}
