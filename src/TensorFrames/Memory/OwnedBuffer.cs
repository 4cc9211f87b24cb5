using System.Buffers;
using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace TensorFrames.Memory;

/// <summary>
/// Arrow buffers that own foreign memory and share it by reference count. Apache.Arrow's constructor for it is internal;
/// a test fails when an upgrade changes it.
/// </summary>
internal static class OwnedBuffer
{
    /// <summary>The buffer (and what is retained from it) disposes <paramref name="owner"/> once, or its finaliser does.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    internal static extern ArrowBuffer Create(IMemoryOwner<byte> owner);
}
