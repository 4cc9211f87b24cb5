using TensorFrames.Aggregation;
using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>A planned aggregate and the graph whose sessions run it. As a block's step it deals the rows into parts; no graph runs there.</summary>
/// <param name="graph">The graph.</param>
/// <param name="plan">The aggregate.</param>
/// <param name="ofPartials">Whether blocks are results of another aggregate of this plan, to be aggregated again.</param>
internal sealed class AggregateStep(Graph graph, AggregatePlan plan, bool ofPartials = false) : IBlockStep
{
    private readonly StepSessions _sessions = new(graph, plan);

    internal AggregatePlan Plan => plan;

    /// <summary>A fetch that forbids groups to be reduced in pieces; null where none does.</summary>
    internal GraphTensor? Mean { get; } = Means.First(graph, plan);

    internal VerbExplanation Explain() => Explaining.ExplainedVerb.Of(plan, graph);

    public bool IsStateful => false;

    public IBlockRunner OpenShared() => new RowDealer(plan, ofPartials);

    public IBlockRunner OpenOwn(out IDisposable session) => throw new NotSupportedException("Dealing rows changes no state.");

    /// <summary>Runs for one reducer; over a session of its own where the graph is stateful, which <paramref name="session"/> closes.</summary>
    internal GroupRuns OpenRuns(out IDisposable? session)
    {
        session = null;
        if (_sessions.IsStateful)
        {
            return _sessions.Own(run => new GroupRuns(run, null, []), out session);
        }

        var reductions = plan.Asked.EachGroup || plan.Constants.Count > 0 ? null : graph.Reductions([.. plan.Feeds.Select(f => f.Spec.Placeholder)], [.. plan.Fetches.Select(f => f.Name)]);
        return new GroupRuns(_sessions.Shared(), reductions is null ? null : _sessions.SharedOf(graph.Segmented(reductions), GroupRuns.More(reductions)), reductions ?? []);
    }
}
