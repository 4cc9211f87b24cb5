using TensorFrames.Memory;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Booleans as bytes, gaps holding the fill value.</summary>
internal sealed class BoolSink(FeedSpec spec, bool fill, int count, RunScratch scratch, int feed) : FillSink
{
    private readonly AlignedBlock _block = scratch.Rent(count);
    private int _written;

    internal override void Write(CellRange leaf)
    {
        leaf = LeafDecoder.Decode(spec, leaf, scratch, feed);
        var bits = leaf.Data.Buffers[1].Span;
        for (var i = 0; i < leaf.Count; i++)
        {
            var value = leaf.Data.IsNull(leaf.Start + i) ? fill : BitSpan.Get(bits, leaf.Data.Offset + leaf.Start + i);
            _block.Span[_written++] = value ? (byte)1 : (byte)0;
        }
    }

    internal override void Gap(int count)
    {
        _block.Span.Slice(_written, count).Fill(fill ? (byte)1 : (byte)0);
        _written += count;
    }

    internal override void Finish(RunScratch scratch, int index) => scratch.Values(index, DType.Bool, _block.Buffer(_written), 0, _written);
}
