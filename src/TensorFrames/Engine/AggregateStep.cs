using TensorFrames.Aggregation;
using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>A planned aggregate and the graph whose sessions run it. As a block's step it deals the rows into parts; no graph runs there.</summary>
/// <param name="graph">The graph.</param>
/// <param name="plan">The aggregate.</param>
/// <param name="ofPartials">Whether blocks are results of another aggregate of this plan, to be aggregated again.</param>
internal sealed class AggregateStep(Graph graph, AggregatePlan plan, bool ofPartials = false) : IBlockStep
{
    internal AggregatePlan Plan => plan;

    internal VerbExplanation Explain() => Explaining.ExplainedVerb.Of(plan, graph);

    public bool IsStateful => false;

    public IBlockRunner OpenShared() => new RowDealer(plan, ofPartials);

    public IBlockRunner OpenOwn(out IDisposable session) => throw new NotSupportedException("Dealing rows changes no state.");

    /// <summary>Runs for one reducer, over rows of the table or over partial results; over a session of its own where the graph is stateful, which <paramref name="session"/> closes.</summary>
    internal GroupRuns OpenRuns(bool overPartials, out IDisposable? session)
    {
        session = null;
        var form = overPartials && plan.HasMeans ? graph.Summed([.. plan.Between.Means.Select(m => m.Reduction)], alone: plan.Between.Means.Count == plan.Fetches.Count) : graph;
        string[] feeds = [.. (overPartials ? plan.PartialFeeds : plan.Feeds).Select(f => f.Spec.Placeholder)];
        string[] fetches = [.. overPartials ? plan.Between.Fetches : plan.Fetches.Select(f => f.Name)];
        var sessions = new StepSessions(form, feeds, plan.Constants, fetches);
        if (sessions.IsStateful)
        {
            return sessions.Own(run => new GroupRuns(run, null, []), out session);
        }

        var reductions = plan.Asked.EachGroup || plan.Constants.Count > 0 ? null : form.Reductions(feeds, fetches);
        return new GroupRuns(sessions.Shared(), reductions is null ? null : sessions.SharedOf(form.Segmented(reductions), GroupRuns.More(reductions)), reductions ?? []);
    }
}
