using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>A planned map and the graph whose sessions run it.</summary>
internal sealed class MapStep(Graph graph, MapPlan plan) : IStep
{
    private readonly TensorPort[] _feeds = [.. plan.Feeds.Select(f => Graph.Port(f.Spec.Placeholder))];
    private readonly TensorPort[] _fetches = [.. plan.Fetches.Select(f => Graph.Port(f.Name))];

    public MapPlan Plan => plan;

    public bool IsStateful => graph.IsStateful;

    public IBlockRunner OpenShared() => new BlockRunner(plan, graph.SharedSession().Plan(_feeds, _fetches));

    public IBlockRunner OpenOwn(out IDisposable session)
    {
        var own = graph.OpenSession();
        try
        {
            session = own;
            return new BlockRunner(plan, own.Plan(_feeds, _fetches));
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }
}
