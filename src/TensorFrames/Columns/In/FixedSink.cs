using System.Runtime.InteropServices;
using TensorFrames.Memory;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Fixed-width values in a pooled block, gaps holding the fill value.</summary>
internal sealed class FixedSink(FeedSpec spec, byte[] fill, int count, RunScratch scratch, int feed) : FillSink
{
    private readonly AlignedBlock _block = scratch.Rent((long)count * fill.Length);
    private int _written;

    internal override void Write(CellRange leaf)
    {
        leaf = LeafDecoder.Decode(spec, leaf, scratch, feed);
        var first = (leaf.Data.Offset + leaf.Start) * fill.Length;
        var target = _block.Span.Slice(_written, leaf.Count * fill.Length);
        leaf.Data.Buffers[1].Span.Slice(first, target.Length).CopyTo(target);
        _written += target.Length;
        var validity = leaf.Data.Validity();
        if (!validity.IsEmpty)
        {
            FillNulls(target, validity, leaf.Data.Offset + leaf.Start);
        }
    }

    internal override void Gap(int count)
    {
        // Without a bit, an entry is null.
        FillNulls(_block.Span.Slice(_written, count * fill.Length), [], 0);
        _written += count * fill.Length;
    }

    internal override void Finish(RunScratch scratch, int index) => scratch.Values(index, spec.DType, _block.Buffer(_written), 0, _written);

    private void FillNulls(Span<byte> target, ReadOnlySpan<byte> validity, int first)
    {
        switch (fill.Length)
        {
            case sizeof(byte): BitSpan.FillCleared(target, fill[0], validity, first); break;
            case sizeof(ushort): FillNulls<ushort>(target, validity, first); break;
            case sizeof(uint): FillNulls<uint>(target, validity, first); break;
            default: FillNulls<ulong>(target, validity, first); break;
        }
    }

    private void FillNulls<T>(Span<byte> target, ReadOnlySpan<byte> validity, int first)
        where T : unmanaged => BitSpan.FillCleared(MemoryMarshal.Cast<byte, T>(target), MemoryMarshal.Read<T>(fill), validity, first);
}
