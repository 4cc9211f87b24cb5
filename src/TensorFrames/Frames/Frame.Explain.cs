namespace TensorFrames;

/// <summary>What a frame will do.</summary>
public sealed partial class Frame
{
    /// <summary>
    /// Each verb as it is planned, in order: what feeds which placeholder and whether it is borrowed, constants, fetches with
    /// their columns, and how often the graph runs. Nothing is read. In words: <see cref="ExplainText"/>.
    /// </summary>
    public IReadOnlyList<VerbExplanation> Explain() => [.. _table.Explain(), .. _steps.Select(s => s.Explain())];

    /// <summary><see cref="Explain"/> in words: the table's partitions, then each verb, a line a feed, constant and fetch.</summary>
    public string ExplainText() => $"table of {_table.Partitions.Count} {(_table.Partitions.Count == 1 ? "partition" : "partitions")}\n{string.Concat(Explain())}";
}
