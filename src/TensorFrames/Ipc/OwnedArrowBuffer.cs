using System.Buffers;
using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace TensorFrames.Ipc;

/// <summary>
/// Apache.Arrow's buffer over memory with an owner: disposing the array releases it, a finaliser does where nobody
/// disposes, slices made by SliceShared keep it. The constructor is internal in Apache.Arrow 23.
/// </summary>
internal static class OwnedArrowBuffer
{
    public static ArrowBuffer Over(IMemoryOwner<byte> owner) => New(owner);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern ArrowBuffer New(IMemoryOwner<byte> owner);
}
