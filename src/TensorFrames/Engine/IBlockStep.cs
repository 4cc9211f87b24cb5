using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>What is done to every block, and the sessions it is done in.</summary>
internal interface IBlockStep
{
    /// <summary>Whether runs change state inside the session, so that each partition needs one of its own, run in order.</summary>
    bool IsStateful { get; }

    /// <summary>A runner for one thread, over the session that all threads share.</summary>
    IBlockRunner OpenShared();

    /// <summary>A runner for one partition, over a session of its own that <paramref name="session"/> closes.</summary>
    IBlockRunner OpenOwn(out IDisposable session);
}
