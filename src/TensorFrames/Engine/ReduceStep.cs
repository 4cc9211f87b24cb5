using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>A planned reduce and the graph whose sessions run it.</summary>
internal sealed class ReduceStep(Graph graph, ReducePlan plan) : IBlockStep
{
    private readonly StepSessions _sessions = new(graph, plan);

    internal ReducePlan Plan => plan;

    internal VerbExplanation Explain() => Explaining.ExplainedVerb.Of(plan, graph);

    public bool IsStateful => _sessions.IsStateful;

    public IBlockRunner OpenShared() => Runner(_sessions.Shared());

    public IBlockRunner OpenOwn(out IDisposable session) => _sessions.Own(Runner, out session);

    /// <summary>A run over a session of its own where the graph is stateful, which <paramref name="session"/> closes; else over the shared one, and null.</summary>
    internal RunPlan OpenRun(out IDisposable? session)
    {
        session = null;
        return IsStateful ? _sessions.Own(run => run, out session) : _sessions.Shared();
    }

    private BlockReducer Runner(RunPlan run) => new(plan, run, ofPartials: false);
}
