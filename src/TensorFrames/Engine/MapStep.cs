using TensorFrames.Explaining;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>A planned map and the graph whose sessions run it.</summary>
internal sealed class MapStep(Graph graph, MapPlan plan) : IStep
{
    private readonly StepSessions _sessions = new(graph, plan);

    public MapPlan Plan => plan;

    public bool IsStateful => _sessions.IsStateful;

    public IBlockRunner OpenShared() => Runner(_sessions.Shared());

    public IBlockRunner OpenOwn(out IDisposable session) => _sessions.Own(Runner, out session);

    private BlockRunner Runner(RunPlan run) => new(plan, plan.Kind == MapKind.Rows ? new RowsRun(run, Stacked()) : new WholeRun(run));

    public VerbExplanation Explain() => ExplainedVerb.Of(plan, graph, plan.Kind == MapKind.Rows && StackedGraph() is not null);

    private RunPlan? Stacked() => StackedGraph() is { } stacked ? _sessions.SharedOf(stacked) : null;

    private Graph? StackedGraph() => plan.Options.EachRow || plan.Feeds.Count == 0 ? null
        : graph.Stacked([.. plan.Feeds.Select(f => f.Spec.Placeholder)], Ranks(), [.. plan.Fetches.Select(f => f.Name)]);

    private Dictionary<string, int> Ranks() => plan.Constants.ToDictionary(c => c.Placeholder.Name, c => c.Value.Shape.Rank, StringComparer.Ordinal);
}
