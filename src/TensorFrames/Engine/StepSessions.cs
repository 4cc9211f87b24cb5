using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>The sessions that a planned verb's graph runs in.</summary>
/// <param name="graph">The graph.</param>
/// <param name="feeds">What it is fed from columns.</param>
/// <param name="constants">What it is fed behind these.</param>
/// <param name="fetches">What is fetched.</param>
internal sealed class StepSessions(Graph graph, IEnumerable<string> feeds, IEnumerable<ConstantFeed> constants, IEnumerable<string> fetches)
{
    private readonly TensorPort[] _feeds = [.. feeds.Concat(constants.Select(c => c.Placeholder.Name)).Select(Graph.Port)];
    private readonly TensorPort[] _fetches = [.. fetches.Select(Graph.Port)];

    /// <summary>As the plan feeds and fetches.</summary>
    internal StepSessions(Graph graph, IVerbPlan plan)
        : this(graph, plan.Feeds.Select(f => f.Spec.Placeholder), plan.Constants, plan.Fetches.Select(f => f.Name))
    {
    }

    /// <summary>Whether runs change state inside the session.</summary>
    internal bool IsStateful => graph.IsStateful;

    /// <summary>A run over the session that all threads share.</summary>
    internal RunPlan Shared() => SharedOf(graph);

    /// <summary>The same over another form of the graph.</summary>
    internal RunPlan SharedOf(Graph form) => form.SharedSession().Plan(_feeds, _fetches);

    /// <summary>A run over another form of the graph, which is fed more.</summary>
    internal RunPlan SharedOf(Graph form, IEnumerable<string> more) => form.SharedSession().Plan([.. _feeds, .. more.Select(Graph.Port)], _fetches);

    /// <summary>What <paramref name="make"/> makes of a run over a session of its own, which <paramref name="session"/> closes.</summary>
    internal T Own<T>(Func<RunPlan, T> make, out IDisposable session)
    {
        var own = graph.OpenSession();
        try
        {
            session = own;
            return make(own.Plan(_feeds, _fetches));
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }
}
