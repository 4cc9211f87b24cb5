using TensorFrames.Cli.Output;

namespace TensorFrames.Cli.Spark;

/// <summary>Columns fed and fetched on Spark, of all tasks together.</summary>
internal static class SparkColumns
{
    /// <summary>By the tasks' reports; without them by the plan, with bytes unknown.</summary>
    internal static IReadOnlyList<ColumnReport> Of(SparkOutcome outcome) => outcome.Tasks is { } tasks
        ?
        [
            .. tasks.SelectMany(t => t.Columns).GroupBy(c => (c.Column, c.Tensor, c.IsFeed)).Select(same => new ColumnReport(
                same.Key.Column, same.Key.Tensor, same.Key.IsFeed, same.Sum(c => c.BorrowedBytes), same.Sum(c => c.CopiedBytes), [.. same.SelectMany(c => c.Reasons).Distinct().Order()])),
        ]
        :
        [
            .. outcome.Plan.Feeds.Select(f => new ColumnReport(f.Spec.Field.Name, f.Spec.Placeholder, true, null, null, [])),
            .. outcome.Plan.Fetches.Select(f => new ColumnReport(f.Name, f.Name, false, null, null, [])),
        ];
}
