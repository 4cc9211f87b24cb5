using TensorFrames.Memory;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>True for a value, false for a gap.</summary>
internal sealed class MaskSink(int count, RunScratch scratch) : FillSink
{
    private readonly AlignedBlock _block = scratch.Rent(count);
    private int _written;

    internal override void Write(CellRange leaf)
    {
        leaf = LeafDecoder.Nulls(leaf);
        for (var i = 0; i < leaf.Count; i++)
        {
            _block.Span[_written++] = leaf.Data.IsNull(leaf.Start + i) ? (byte)0 : (byte)1;
        }
    }

    internal override void Gap(int count)
    {
        _block.Span.Slice(_written, count).Clear();
        _written += count;
    }

    internal override void Finish(RunScratch scratch, int index) => scratch.Values(index, DType.Bool, _block.Buffer(_written), 0, _written);
}
