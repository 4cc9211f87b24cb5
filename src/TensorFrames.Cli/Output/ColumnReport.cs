namespace TensorFrames.Cli.Output;

/// <summary>What one column's way into a tensor, or out of one, cost.</summary>
/// <param name="Column">The column.</param>
/// <param name="Tensor">Its placeholder or fetch.</param>
/// <param name="IsFeed">Whether it went in.</param>
/// <param name="BorrowedBytes">Bytes shared with TensorFlow; null where that was not asked for.</param>
/// <param name="CopiedBytes">Bytes copied; null likewise.</param>
/// <param name="Reasons">Why they were copied.</param>
internal sealed record ColumnReport(string Column, string Tensor, bool IsFeed, long? BorrowedBytes, long? CopiedBytes, IReadOnlyList<CopyReason> Reasons)
{
    /// <summary>Fed columns first, then fetched ones.</summary>
    internal static IReadOnlyList<ColumnReport> Of(ConversionReport report) =>
    [
        .. report.Feeds.Select(f => new ColumnReport(f.Column, f.Placeholder, true, f.BorrowedBytes, f.CopiedBytes, [.. f.Reasons.Keys.Order()])),
        .. report.Fetches.Select(f => new ColumnReport(f.Fetch, f.Fetch, false, f.BorrowedBytes, f.CopiedBytes, f.CopiedBytes == 0 ? [] : [f.Reason])),
    ];

    /// <summary>The reasons for people; empty where nothing was copied.</summary>
    internal string Why() => string.Join("; ", Reasons.Select(Text));

    private string Text(CopyReason reason) => reason switch
    {
        CopyReason.Bits => "Arrow's booleans are bits",
        CopyReason.Offsets when !IsFeed => "strings are gathered",
        CopyReason.Offsets => "offsets are made",
        CopyReason.Misaligned => "values begin off TensorFlow's alignment",
        CopyReason.OldStrings => "TensorFlow before 2.4 encodes strings",
        CopyReason.GraphMutates => "the graph changes its feeds",
        CopyReason.NullsFilled => "nulls are filled",
        CopyReason.Mask => "a mask of the nulls",
        CopyReason.Widened => "widened",
        CopyReason.Dictionary => "dictionary decoded",
        CopyReason.Decimal => "decimals to float64",
        CopyReason.Dense => "MLlib cells made dense",
        CopyReason.Views => "string views made plain",
        CopyReason.Managed => "plain C# arrays",
        CopyReason.Joined => "batches joined",
        CopyReason.Partials => "results reduced again",
        CopyReason.Grouped => "gathered by key",
        CopyReason.SparkType => "from Spark's type",
        _ => "",
    };
}
