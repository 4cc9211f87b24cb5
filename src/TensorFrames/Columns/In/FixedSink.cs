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
        for (var i = 0; i < leaf.Count && leaf.Data.NullCount != 0; i++)
        {
            if (leaf.Data.IsNull(leaf.Start + i))
            {
                fill.CopyTo(target[(i * fill.Length)..]);
            }
        }
    }

    internal override void Gap(int count)
    {
        for (var i = 0; i < count; i++, _written += fill.Length)
        {
            fill.CopyTo(_block.Span[_written..]);
        }
    }

    internal override void Finish(RunScratch scratch, int index) => scratch.Values(index, spec.DType, _block.Buffer(_written), 0, _written);
}
