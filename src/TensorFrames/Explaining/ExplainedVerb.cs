using Apache.Arrow;
using TensorFrames.Columns;
using TensorFrames.Verbs;

namespace TensorFrames.Explaining;

/// <summary>Describes planned verbs.</summary>
internal static class ExplainedVerb
{
    internal static VerbExplanation Of(MapPlan plan, Graph graph, bool isStacked) => Of(
        plan.Kind switch { MapKind.Rows => "map_rows", MapKind.Trimmed => "map_blocks_trimmed", _ => "map_blocks" },
        graph,
        plan,
        [.. plan.Fetches.Select((f, i) => Fetch(f, plan.SpecOf(i)?.Field(), plan.SpecOf(i)?.Cell))],
        [.. plan.Kept.Select(i => plan.Input.FieldsList[i].Name)],
        plan.Kind != MapKind.Rows ? "once a block" : isStacked ? "once a block whose cells have one shape, since every op is element-wise; else once a row" : "once a row",
        CopyReason.None);

    internal static VerbExplanation Of(ReducePlan plan, Graph graph) => Of(
        plan.ByRows ? "reduce_rows" : "reduce_blocks",
        graph,
        plan,
        [.. plan.Fetches.Select((f, i) => Fetch(f, plan.Output.FieldsList[i], plan.Specs[i].Cell))],
        [],
        plan.ByRows ? "once for each row but the first, from the left; then over the partitions' results" : "once a block, then over the results, stacked; a single row is not run",
        plan.ByRows ? CopyReason.Misaligned : CopyReason.None);

    internal static VerbExplanation Of(AggregatePlan plan, Graph graph) => Of(
        "aggregate",
        graph,
        plan,
        [.. plan.Fetches.Select((f, i) => Fetch(f, plan.Reduce.Output.FieldsList[i], plan.Reduce.Specs[i].Cell))],
        [.. plan.Keys.Select(k => k.Field.Name)],
        "once for the groups of a part where the graph is a reduction that is recognised; else once a group of two rows and more",
        CopyReason.Grouped);

    private static VerbExplanation Of(string verb, Graph graph, IVerbPlan plan, IReadOnlyList<FetchExplanation> fetches, IReadOnlyList<string> columns, string runs, CopyReason gathered) => new()
    {
        Verb = verb,
        Graph = graph.Source,
        TensorFlow = graph.Runtime.Version,
        Feeds = [.. plan.Feeds.Select(f => ExplainedFeed.Of(f, graph, gathered))],
        Constants = [.. plan.Constants.Select(c => c.Placeholder with { Shape = c.Value.Shape })],
        Fetches = fetches,
        Columns = columns,
        Runs = runs,
    };

    private static FetchExplanation Fetch(GraphTensor fetch, Field? field, TensorShape? cell) =>
        new(fetch.Name, fetch.DType, cell?.WithRows(-1) ?? TensorShape.Unknown, field is null ? null : ArrowTypeNames.Of(field.DataType));
}
