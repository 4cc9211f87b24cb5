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
        Write(leaf, _block.Span.Slice(_written, leaf.Count));
        _written += leaf.Count;
    }

    /// <summary>True where an entry is no null.</summary>
    internal static void Write(CellRange entries, Span<byte> target)
    {
        var validity = entries.Data.Validity();
        if (validity.IsEmpty)
        {
            target.Fill(1);
        }
        else
        {
            BitSpan.Expand(target, validity, entries.Data.Offset + entries.Start);
        }
    }

    internal override void Gap(int count)
    {
        _block.Span.Slice(_written, count).Clear();
        _written += count;
    }

    internal override void Finish(RunScratch scratch, int index) => scratch.Values(index, DType.Bool, _block.Buffer(_written), 0, _written);
}
