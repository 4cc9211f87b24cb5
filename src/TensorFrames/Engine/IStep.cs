using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>A planned map over blocks and the sessions it runs in.</summary>
internal interface IStep
{
    MapPlan Plan { get; }

    /// <summary>Whether runs change state inside the session, so that each partition needs one of its own, run in order.</summary>
    bool IsStateful { get; }

    /// <summary>A runner for one thread, over the session that all threads share.</summary>
    BlockRunner OpenShared();

    /// <summary>A runner for one partition, over a session of its own that <paramref name="session"/> closes.</summary>
    BlockRunner OpenOwn(out IDisposable session);
}
