namespace TensorFrames;

/// <summary>What conversions cost so far: exact counts, per column.</summary>
/// <param name="Feeds">Columns on their way into tensors.</param>
/// <param name="Fetches">Tensors on their way out.</param>
public sealed record ConversionReport(IReadOnlyList<FeedConversion> Feeds, IReadOnlyList<FetchConversion> Fetches)
{
    /// <summary>Runs that MapRows did not need, because rows were stacked and run together: rows less runs.</summary>
    public long SavedRuns { get; init; }

    /// <summary>What an aggregate did; null of another verb.</summary>
    public AggregateCounts? Aggregate { get; init; }

    /// <summary>Bytes that TensorFlow read from the columns' own memory.</summary>
    public long BorrowedBytes => Feeds.Sum(f => f.BorrowedBytes);

    /// <summary>Bytes that had to be copied.</summary>
    public long CopiedBytes => Feeds.Sum(f => f.CopiedBytes);
}

/// <summary>One placeholder's feeds.</summary>
/// <param name="Column">The column.</param>
/// <param name="Placeholder">The placeholder.</param>
/// <param name="BorrowedTensors">Blocks (cells, where each row was run by itself) fed without a copy.</param>
/// <param name="BorrowedBytes">Their bytes.</param>
/// <param name="CopiedTensors">Blocks or cells fed with a copy.</param>
/// <param name="CopiedBytes">Their bytes.</param>
/// <param name="Reasons">Why, and how many blocks or cells each.</param>
public sealed record FeedConversion(
    string Column, string Placeholder, long BorrowedTensors, long BorrowedBytes, long CopiedTensors, long CopiedBytes, IReadOnlyDictionary<CopyReason, long> Reasons);

/// <summary>One fetch's columns. Fixed-width values are not copied, except float32 to MLlib vectors what Spark has no type for, and rows run by themselves; booleans are packed to bits and strings gathered.</summary>
/// <param name="Fetch">The fetch.</param>
/// <param name="Tensors">Blocks, or rows where each was run by itself.</param>
/// <param name="BorrowedBytes">Bytes that the column shares with TensorFlow.</param>
/// <param name="CopiedBytes">Bytes of packed booleans, gathered strings, float32 that was widened what became one of Spark's types, and what was gathered from rows run by themselves.</param>
/// <param name="Aliased">Blocks that share memory with a feed, a constant or another output.</param>
/// <param name="Reason">Why bytes are copied: Bits (bools), Offsets (strings, gathered behind new offsets), Widened, SparkType, Gathered, Partials (a reduce); None where they are shared.</param>
public sealed record FetchConversion(string Fetch, long Tensors, long BorrowedBytes, long CopiedBytes, long Aliased, CopyReason Reason);
