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

    public IBlockRunner OpenShared() => new BlockRunner(plan, Run(graph.SharedSession().Plan(_feeds, _fetches)));

    public IBlockRunner OpenOwn(out IDisposable session)
    {
        var own = graph.OpenSession();
        try
        {
            session = own;
            return new BlockRunner(plan, Run(own.Plan(_feeds, _fetches)));
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    private IBlockRun Run(RunPlan run) => plan.Kind == MapKind.Rows ? new RowsRun(run, Stacked()) : new WholeRun(run);

    private RunPlan? Stacked() => plan.Options.EachRow || plan.Feeds.Count == 0 ? null
        : graph.Stacked([.. plan.Feeds.Select(f => f.Spec.Placeholder)], [.. plan.Fetches.Select(f => f.Name)])?.SharedSession().Plan(_feeds, _fetches);
}
