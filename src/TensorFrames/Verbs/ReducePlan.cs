using Apache.Arrow;
using TensorFrames.Columns.Out;

namespace TensorFrames.Verbs;

/// <summary>A reduce bound to one graph and one input schema: checked, and ready for any engine.</summary>
/// <param name="ByRows">Whether rows are reduced one after another, z_1 with z_2; else blocks, z_input.</param>
/// <param name="Feeds">By blocks, the feed of each fetch; by rows, the z_1 of each fetch and then the z_2 of each.</param>
/// <param name="Fetches">Sorted by name, ordinally.</param>
/// <param name="Specs">The columns of the result.</param>
/// <param name="Partials">The columns of a result that is reduced again: as the tensors are, without the types a user asked for.</param>
/// <param name="PartialFeeds">As <paramref name="Feeds"/>, from partial results.</param>
/// <param name="Options">As given.</param>
internal sealed record ReducePlan(
    bool ByRows,
    IReadOnlyList<PlannedFeed> Feeds,
    IReadOnlyList<GraphTensor> Fetches,
    IReadOnlyList<FetchSpec> Specs,
    IReadOnlyList<FetchSpec> Partials,
    IReadOnlyList<PlannedFeed> PartialFeeds,
    MapOptions Options) : IVerbPlan
{
    /// <inheritdoc/>
    public IReadOnlyList<ConstantFeed> Constants { get; init; } = [];

    public ConversionTally Tally { get; } = new(Feeds, Fetches, Options, partials: true);

    /// <summary>The result's schema.</summary>
    internal Schema Output { get; } = new(Specs.Select(s => s.Field()), metadata: null);

    /// <summary>The schema of partial results.</summary>
    internal Schema Partial { get; } = new(Partials.Select(s => s.Field()), metadata: null);

    /// <summary>Input columns that are fed; the others need not be read.</summary>
    internal IReadOnlyList<int> ColumnsRead => [.. Feeds.Select(f => f.Column).Distinct().Order()];

    /// <summary>What is thrown where there was no row.</summary>
    internal TableException NoRows() =>
        new($"There are no rows to reduce, and a reduce of none has no result ({string.Join(", ", Fetches.Select(f => $"fetch '{f.Name}'"))}). Fix: a table with rows.");
}
