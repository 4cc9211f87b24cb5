using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TensorFrames.Interop;

/// <summary>A loaded libtensorflow.</summary>
internal sealed class RuntimeHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() => Release.Of(handle, Shim.tfn_runtime_close);
}

/// <summary>An imported graph.</summary>
internal sealed class GraphHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() => Release.Of(handle, Shim.tfn_graph_close);
}

/// <summary>A session over a graph.</summary>
internal sealed class SessionHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() => Release.Of(handle, Shim.tfn_session_close);
}

/// <summary>A session's feeds and fetches, resolved.</summary>
internal sealed class PlanHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() => Release.Of(handle, Shim.tfn_plan_close);
}

file static class Release
{
    internal static bool Of(nint handle, Action<nint> close)
    {
        close(handle);
        return true;
    }
}
