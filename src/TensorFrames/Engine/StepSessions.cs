using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>The sessions that a planned verb's graph runs in.</summary>
internal sealed class StepSessions(Graph graph, IVerbPlan plan)
{
    private readonly TensorPort[] _feeds = [.. plan.Feeds.Select(f => f.Spec.Placeholder).Concat(plan.Constants.Select(c => c.Placeholder.Name)).Select(Graph.Port)];
    private readonly TensorPort[] _fetches = [.. plan.Fetches.Select(f => Graph.Port(f.Name))];

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
