using Apache.Arrow;
using TensorFrames.Columns.In;
using TensorFrames.Columns.Out;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Spark;

/// <summary>Results of a reduce on their way through Spark, from task to task and to the driver: a row each, in Spark's types.</summary>
internal static class SparkPartials
{
    /// <summary>The columns that travel, in the fetches' order and under their names; text as bytes, so that nothing is lost.</summary>
    internal static Schema Schema(ReducePlan plan) => new(Specs(plan.Partials).Select(s => s.Field()), metadata: null);

    /// <summary>From what the reducers keep to what travels.</summary>
    internal static RowForm Sent(ReducePlan plan) => new(plan, plan.PartialFeeds, Specs(plan.Partials), Schema(plan));

    /// <summary>From what has travelled to what the reducers take.</summary>
    /// <param name="plan">The reduce.</param>
    /// <param name="columns">As they have come.</param>
    internal static RowForm Received(ReducePlan plan, IReadOnlyList<Field> columns) => new(plan, Feeds(plan.Partials, plan.PartialFeeds, columns, first: 0), plan.Partials, plan.Partial);

    /// <summary>What the user asked for, of a task's result, which stays the caller's.</summary>
    internal static RecordBatch Output(ReducePlan plan, RecordBatch result)
    {
        using var form = new RowForm(plan, Feeds(plan.Partials, plan.PartialFeeds, result.Schema.FieldsList, first: 1), plan.Specs, plan.Output);
        return form.Of(result, 0, new BlockPosition("", 0, 0));
    }

    /// <summary>An aggregate whose partial results travel so, behind their keys; its groups' keys are columns of Spark's as they are.</summary>
    internal static AggregatePlan Sent(AggregatePlan plan) => plan with { Between = plan.Between with { Specs = Specs(plan.Between.Specs) } };

    /// <summary>The same where they have come.</summary>
    internal static AggregatePlan Received(AggregatePlan plan, IReadOnlyList<Field> columns)
    {
        var feeds = Feeds(plan.Between.Specs, plan.Between.Feeds, [.. columns.Skip(plan.Keys.Count)], first: 0);
        return plan with { Between = plan.Between with { Specs = Specs(plan.Between.Specs), Feeds = [.. feeds] } };
    }

    private static FetchSpec[] Specs(IEnumerable<FetchSpec> partials) => [.. partials.Select(p => p with { AsSparkType = true })];

    // Spark hands types back, but neither names nor metadata.
    private static IEnumerable<PlannedFeed> Feeds(IEnumerable<FetchSpec> partials, IReadOnlyList<PlannedFeed> feeds, IReadOnlyList<Field> columns, int first) => Specs(partials).Select((spec, i) =>
    {
        var sent = spec.Field();
        var column = columns[first + i];
        var fed = feeds[i].Spec;
        return new PlannedFeed(
            FeedPlanner.Plan(new Field(sent.Name, column.DataType, column.IsNullable, sent.Metadata), fed.Placeholder, fed.DType, fed.Shape, new FeedOptions { IsPerRow = fed.IsPerRow, SparkTypes = true }), first + i);
    });
}
