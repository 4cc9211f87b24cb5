using TensorFrames.Interop;

namespace TensorFrames.Run;

/// <summary>What the shim said of a failed run; the verb that knows columns and fetches turns it into a user's error.</summary>
internal sealed class RunFailure(Status status, int index, string message, long row = -1) : Exception(message)
{
    internal Status Status => status;

    /// <summary>The feed or fetch at fault, or -1.</summary>
    internal int Index => index;

    /// <summary>The block's row at fault where each row was run by itself, else -1.</summary>
    internal long Row => row;
}
