using System.Runtime.InteropServices;

namespace TensorFrames.Ipc;

/// <summary>A piece of native or pinned memory, laid out as the system's iovec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MemoryPiece(byte* start, nint length)
{
    internal byte* Start = start;

    internal nint Length = length;
}
