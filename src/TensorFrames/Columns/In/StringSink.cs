using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Strings with their offsets, gaps holding the fill value.</summary>
internal sealed class StringSink(FeedSpec spec, byte[] fill, int count, RunScratch scratch, int feed) : FillSink
{
    private readonly PackedStrings _strings = new(count, scratch);

    internal override void Write(CellRange leaf)
    {
        leaf = LeafDecoder.Decode(spec, leaf, scratch, feed);
        var wide = ColumnTensor.LeafOf(leaf.Data.DataType) == LeafKind.Strings64;
        var bytes = leaf.Data.Buffers[2].Span;
        for (var i = 0; i < leaf.Count;)
        {
            var nulls = leaf.Data.LeadingNulls(leaf.Start + i, leaf.Count - i);
            _strings.Add(fill, nulls);
            i += nulls;
            if (i == leaf.Count)
            {
                break;
            }

            // What lies between two nulls is taken at once.
            var next = leaf.Data.FirstNull(leaf.Start + i, leaf.Count - i);
            var values = next < 0 ? leaf.Count - i : next;
            if (wide)
            {
                _strings.Add(leaf.Data.Offsets<long>(leaf.Start + i, values), bytes);
            }
            else
            {
                _strings.Add(leaf.Data.Offsets<int>(leaf.Start + i, values), bytes);
            }

            i += values;
        }
    }

    internal override void Gap(int count) => _strings.Add(fill, count);

    internal override void Finish(RunScratch scratch, int index)
    {
        var (offsets, bytes) = (_strings.Offsets, _strings.Bytes);
        scratch.Strings(index, offsets, bytes, 0, wide: false, bytes.Length);
    }
}
