using System.Text;

namespace TensorFrames;

/// <summary>A verb as it is planned, before anything runs.</summary>
public sealed record VerbExplanation
{
    /// <summary>TensorFrames' name of it: map_blocks, map_blocks_trimmed, map_rows, reduce_blocks, reduce_rows, aggregate.</summary>
    public required string Verb { get; init; }

    /// <summary>The graph's file or name.</summary>
    public required string Graph { get; init; }

    /// <summary>The TensorFlow that runs it.</summary>
    public required string TensorFlow { get; init; }

    /// <summary>What each placeholder is fed from.</summary>
    public required IReadOnlyList<FeedExplanation> Feeds { get; init; }

    /// <summary>Placeholders that are given a tensor, with that tensor's shape.</summary>
    public required IReadOnlyList<GraphTensor> Constants { get; init; }

    /// <summary>The columns that the graph gives, in their order.</summary>
    public required IReadOnlyList<FetchExplanation> Fetches { get; init; }

    /// <summary>Input columns that come with them: kept after the fetches, or an aggregate's keys before them.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>How often the graph runs.</summary>
    public required string Runs { get; init; }

    /// <summary>All of it, a line each.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Verb} of {Graph} (TensorFlow {TensorFlow})").AppendLine();
        foreach (var feed in Feeds)
        {
            text.AppendLine($"  feed   {feed.Placeholder} ({feed.DType.Name()} {feed.Shape}) from column '{feed.Column}' ({feed.Type}): {feed.Why}");
        }

        foreach (var constant in Constants)
        {
            text.AppendLine($"  const  {constant}");
        }

        foreach (var fetch in Fetches)
        {
            text.AppendLine($"  fetch  {fetch.Column} ({fetch.DType.Name()} {fetch.Shape}) as {fetch.Type}");
        }

        if (Columns.Count > 0)
        {
            text.AppendLine($"  {(Verb == "aggregate" ? "keys" : "keep")}   {string.Join(", ", Columns)}");
        }

        return text.AppendLine($"  runs   {Runs}").ToString();
    }
}

/// <summary>One placeholder's feed.</summary>
/// <param name="Column">The column.</param>
/// <param name="Type">Its type.</param>
/// <param name="Placeholder">The placeholder.</param>
/// <param name="DType">The placeholder's dtype.</param>
/// <param name="Shape">What is fed: a block's shape, or a cell's where each row is run.</param>
/// <param name="Expected">Why it will be copied; <see cref="CopyReason.None"/> where it is borrowed, as long as its values begin on TensorFlow's alignment.</param>
/// <param name="Why">The same in words.</param>
public sealed record FeedExplanation(string Column, string Type, string Placeholder, DType DType, TensorShape Shape, CopyReason Expected, string Why);

/// <summary>One fetch's column.</summary>
/// <param name="Column">Its name.</param>
/// <param name="DType">The fetch's dtype.</param>
/// <param name="Shape">A block's shape; unknown while the graph leaves the rank open.</param>
/// <param name="Type">The column's type; null while the rank is open.</param>
public sealed record FetchExplanation(string Column, DType DType, TensorShape Shape, string? Type);
