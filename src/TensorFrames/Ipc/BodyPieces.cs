using System.Runtime.InteropServices;

namespace TensorFrames.Ipc;

/// <summary>A message's body as pieces: each wanted buffer at its place in the block, the padding behind it after it, the rest to nowhere.</summary>
internal sealed unsafe class BodyPieces : IDisposable
{
    private const int NowhereBytes = 64 << 10;

    private readonly List<MemoryPiece> _pieces = [];
    private byte* _nowhere;

    /// <summary>The pieces; false where more lies between the buffers than is worth a piece of its own.</summary>
    internal bool TryMake(ReadOnlySpan<BufferSlot> slots, ReadOnlySpan<int> order, AlignedBlock block, long bodyLength)
    {
        _pieces.Clear();
        long at = 0;
        foreach (var i in order)
        {
            ref readonly var slot = ref slots[i];
            if (!TryPass(slot.FrameOffset - at))
            {
                return false;
            }

            _pieces.Add(new(block.Pointer + slot.Position, (nint)slot.FrameLength));
            at = slot.FrameOffset + slot.FrameLength;
        }

        return TryPass(bodyLength - at);
    }

    /// <summary>Those made last.</summary>
    internal Span<MemoryPiece> Made => CollectionsMarshal.AsSpan(_pieces);

    public void Dispose()
    {
        NativeMemory.Free(_nowhere);
        _nowhere = null;
    }

    private bool TryPass(long gap)
    {
        if (gap == 0)
        {
            return true;
        }

        // What a buffer leaves free before the next boundary takes the padding; it is cleared afterwards.
        if (_pieces.Count > 0 && gap <= Free(_pieces[^1]))
        {
            CollectionsMarshal.AsSpan(_pieces)[^1].Length += (nint)gap;
            return true;
        }

        if (gap > NowhereBytes)
        {
            return false;
        }

        if (_nowhere == null)
        {
            _nowhere = (byte*)NativeMemory.Alloc(NowhereBytes);
        }

        _pieces.Add(new(_nowhere, (nint)gap));
        return true;
    }

    private static long Free(MemoryPiece piece)
    {
        var end = (long)piece.Start + piece.Length;
        return AlignedBlock.RoundUp(end) - end;
    }
}
