namespace TensorFrames;

/// <summary>How an aggregate binds a graph to a table, as ReduceBlocks does, and what it may hold. Names are checked before any data is read.</summary>
public sealed record AggregateOptions : ReduceOptions
{
    /// <summary>The defaults.</summary>
    public AggregateOptions()
    {
    }

    /// <summary>The options of a reduce, to be applied to groups.</summary>
    public AggregateOptions(ReduceOptions reduce)
        : base(reduce)
    {
    }

    /// <summary>
    /// Bytes of rows that may be held, about; at least 1. Default 1 GiB. Once half of it is full, the rows held are reduced to a
    /// row a group; where that frees too little, they go to <see cref="SpillFolder"/>. A fetch that is the Mean of its placeholder over axis 0 is held as a
    /// sum and a count then, so that the limit changes it by rounding at most. Keys and fed columns count, and about 1 KiB a block; the other half is for the copies that reducing takes, on all threads together.
    /// </summary>
    public long MemoryLimit { get; init; } = 1L << 30;

    /// <summary>Where to spill: files without a name, which are gone with the run, however it ends. Null: the system's folder for temporary files, or on Spark the first of its own scratch folders on the executor.</summary>
    public string? SpillFolder { get; init; }

    /// <summary>Whether each group is run by itself even where all can be run at once; for comparisons.</summary>
    internal bool EachGroup { get; init; }
}
