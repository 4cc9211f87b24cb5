using System.Runtime.InteropServices;

namespace TensorFrames.Ipc;

/// <summary>A message's body as pieces: each wanted buffer at its place in the block, the padding behind it after it, the rest to nowhere.</summary>
internal sealed unsafe class BodyPieces : IDisposable
{
    private const int NowhereBytes = 64 << 10;

    private readonly List<MemoryPiece> _pieces = [];
    private byte* _nowhere;

    internal Span<MemoryPiece> Of(ReadOnlySpan<BufferSlot> slots, ReadOnlySpan<int> order, AlignedBlock block, long bodyLength)
    {
        _pieces.Clear();
        long at = 0;
        foreach (var i in order)
        {
            ref readonly var slot = ref slots[i];
            Pass(slot.FrameOffset - at);
            _pieces.Add(new(block.Pointer + slot.Position, (nint)slot.FrameLength));
            at = slot.FrameOffset + slot.FrameLength;
        }

        Pass(bodyLength - at);
        return CollectionsMarshal.AsSpan(_pieces);
    }

    public void Dispose()
    {
        NativeMemory.Free(_nowhere);
        _nowhere = null;
    }

    private void Pass(long gap)
    {
        if (gap == 0)
        {
            return;
        }

        // What a buffer leaves free before the next boundary takes the padding; it is cleared afterwards.
        if (_pieces.Count > 0 && gap <= Free(_pieces[^1]))
        {
            CollectionsMarshal.AsSpan(_pieces)[^1].Length += (nint)gap;
            return;
        }

        if (_nowhere == null)
        {
            _nowhere = (byte*)NativeMemory.Alloc(NowhereBytes);
        }

        for (; gap > 0; gap -= NowhereBytes)
        {
            _pieces.Add(new(_nowhere, (nint)Math.Min(gap, NowhereBytes)));
        }
    }

    private static long Free(MemoryPiece piece)
    {
        var end = (long)piece.Start + piece.Length;
        return AlignedBlock.RoundUp(end) - end;
    }
}
