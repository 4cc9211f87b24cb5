namespace TensorFrames;

/// <summary>What conversions cost so far: exact counts, per column.</summary>
/// <param name="Feeds">Columns on their way into tensors.</param>
/// <param name="Fetches">Tensors on their way out.</param>
public sealed record ConversionReport(IReadOnlyList<FeedConversion> Feeds, IReadOnlyList<FetchConversion> Fetches)
{
    /// <summary>Bytes that TensorFlow read from the columns' own memory.</summary>
    public long BorrowedBytes => Feeds.Sum(f => f.BorrowedBytes);

    /// <summary>Bytes that had to be copied.</summary>
    public long CopiedBytes => Feeds.Sum(f => f.CopiedBytes);
}

/// <summary>One placeholder's feeds.</summary>
/// <param name="Column">The column.</param>
/// <param name="Placeholder">The placeholder.</param>
/// <param name="BorrowedTensors">Blocks fed without a copy.</param>
/// <param name="BorrowedBytes">Their bytes.</param>
/// <param name="CopiedTensors">Blocks fed with a copy.</param>
/// <param name="CopiedBytes">Their bytes.</param>
/// <param name="Reasons">Why, and how many blocks each.</param>
public sealed record FeedConversion(
    string Column, string Placeholder, long BorrowedTensors, long BorrowedBytes, long CopiedTensors, long CopiedBytes, IReadOnlyDictionary<CopyReason, long> Reasons);

/// <summary>One fetch's columns. Fixed-width values are not copied, except float32 to MLlib vectors and what Spark has no type for; booleans are packed to bits and strings gathered.</summary>
/// <param name="Fetch">The fetch.</param>
/// <param name="Tensors">Blocks.</param>
/// <param name="BorrowedBytes">Bytes that the column shares with TensorFlow.</param>
/// <param name="CopiedBytes">Bytes of packed booleans, gathered strings, float32 that was widened and what became one of Spark's types.</param>
/// <param name="Aliased">Blocks that share memory with a feed, a constant or another output.</param>
/// <param name="Reason">Why bytes are copied: Bits (bools), Offsets (strings, gathered behind new offsets), Widened, SparkType, Partials (a reduce); None where they are shared.</param>
public sealed record FetchConversion(string Fetch, long Tensors, long BorrowedBytes, long CopiedBytes, long Aliased, CopyReason Reason);
