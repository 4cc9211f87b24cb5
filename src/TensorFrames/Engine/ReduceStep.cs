using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>A planned reduce and the graph whose sessions run it.</summary>
internal sealed class ReduceStep(Graph graph, ReducePlan plan) : IBlockStep
{
    private readonly TensorPort[] _feeds = [.. plan.Feeds.Select(f => Graph.Port(f.Spec.Placeholder))];
    private readonly TensorPort[] _fetches = [.. plan.Fetches.Select(f => Graph.Port(f.Name))];

    internal ReducePlan Plan => plan;

    public bool IsStateful => graph.IsStateful;

    public IBlockRunner OpenShared() => new BlockReducer(plan, graph.SharedSession().Plan(_feeds, _fetches), ofPartials: false);

    public IBlockRunner OpenOwn(out IDisposable session)
    {
        var run = OpenRun(out var own);
        session = own!;
        return new BlockReducer(plan, run, ofPartials: false);
    }

    /// <summary>A run over a session of its own where the graph is stateful, which <paramref name="session"/> closes; else over the shared one, and null.</summary>
    internal RunPlan OpenRun(out IDisposable? session)
    {
        session = null;
        if (!IsStateful)
        {
            return graph.SharedSession().Plan(_feeds, _fetches);
        }

        var own = graph.OpenSession();
        try
        {
            var run = own.Plan(_feeds, _fetches);
            session = own;
            return run;
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }
}
