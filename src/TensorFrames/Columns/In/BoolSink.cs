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
        var first = leaf.Data.Offset + leaf.Start;
        if (bits.Length < BitSpan.BytesFor((long)first + leaf.Count))
        {
            throw new InvalidDataException("bit buffer is too short");
        }

        var target = _block.Span.Slice(_written, leaf.Count);
        BitSpan.Expand(target, bits, first);
        var validity = leaf.Data.Validity();
        if (!validity.IsEmpty)
        {
            BitSpan.FillCleared(target, fill ? (byte)1 : (byte)0, validity, first);
        }

        _written += leaf.Count;
    }

    internal override void Gap(int count)
    {
        _block.Span.Slice(_written, count).Fill(fill ? (byte)1 : (byte)0);
        _written += count;
    }

    internal override void Finish(RunScratch scratch, int index) => scratch.Values(index, DType.Bool, _block.Buffer(_written), 0, _written);
}
