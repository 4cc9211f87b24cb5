using Apache.Arrow;
using TensorFrames.Aggregation;
using TensorFrames.Ipc;

namespace TensorFrames.Verbs;

/// <summary>An aggregate bound to one graph and one input schema: checked, and ready for any engine.</summary>
/// <param name="Keys">The key columns, in the order given.</param>
/// <param name="Reduce">The reduce of each group.</param>
/// <param name="Between">What partial results hold: as the tensors are, or as they travel.</param>
/// <param name="Asked">As given.</param>
internal sealed record AggregatePlan(IReadOnlyList<KeyColumn> Keys, ReducePlan Reduce, PartialColumns Between, AggregateOptions Asked) : IVerbPlan
{
    internal string SpillFolder => Asked.SpillFolder ?? Path.GetTempPath();

    public IReadOnlyList<PlannedFeed> Feeds => Reduce.Feeds;

    public IReadOnlyList<ConstantFeed> Constants => Reduce.Constants;

    public IReadOnlyList<GraphTensor> Fetches => Reduce.Fetches;

    public MapOptions Options => Reduce.Options;

    public ConversionTally Tally { get; } = new(Reduce.Feeds, Reduce.Fetches, Reduce.Options);

    internal AggregateCounter Counter { get; } = new();

    /// <summary>The native memory of rows under way, in all runs.</summary>
    internal BlockPool Memory { get; } = new(maxIdleBytes: 0);

    /// <summary>The result's schema: the keys, then the fetches.</summary>
    internal Schema Output { get; } = new([.. Keys.Select(k => k.Field), .. Reduce.Output.FieldsList], metadata: null);

    /// <summary>The schema of partial results: the keys, then <see cref="Between"/>.</summary>
    internal Schema Partial => new([.. Keys.Select(k => k.Field), .. Between.Specs.Select(p => p.Field())], metadata: null);

    /// <summary>The keys of partial results.</summary>
    internal IReadOnlyList<KeyColumn> PartialKeys { get; } = [.. Keys.Select((k, i) => k with { Column = i })];

    /// <summary>As <see cref="Feeds"/>, from partial results.</summary>
    internal IReadOnlyList<PlannedFeed> PartialFeeds => [.. Between.Feeds.Select(f => f with { Column = f.Column + Keys.Count })];

    /// <summary>Whether rows in pieces are other rows than those of the table: sums and counts in place of means.</summary>
    internal bool HasMeans => Between.Means.Count > 0;

    /// <summary>Whether a word tells the key, so that no bytes need be kept.</summary>
    internal bool KeysAreWords => Keys is [{ FitsWord: true }];

    /// <summary>Input columns that are keys or fed; the others need not be read.</summary>
    internal IReadOnlyList<int> ColumnsRead => [.. Feeds.Select(f => f.Column).Concat(Keys.Select(k => k.Column)).Distinct().Order()];

    internal ConversionReport Report() => Tally.Report() with { Aggregate = Counter.Read(Memory) };
}
