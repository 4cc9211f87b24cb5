using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Strings with their offsets, gaps holding the fill value.</summary>
internal sealed class StringSink(FeedSpec spec, byte[] fill, int count, RunScratch scratch, int feed) : FillSink
{
    private readonly StringPacker _strings = new(count);

    internal override void Write(CellRange leaf)
    {
        leaf = LeafDecoder.Decode(spec, leaf, scratch, feed);
        var wide = ColumnTensor.LeafOf(leaf.Data.DataType) == LeafKind.Strings64;
        var bytes = leaf.Data.Buffers[2].Span;
        for (var i = 0; i < leaf.Count; i++)
        {
            if (leaf.Data.IsNull(leaf.Start + i))
            {
                _strings.Add(fill);
                continue;
            }

            var (from, to) = wide ? Bounds(leaf.Data.Offsets<long>(leaf.Start + i, 1)) : Bounds(leaf.Data.Offsets<int>(leaf.Start + i, 1));
            _strings.Add(from >= 0 && from <= to && to <= bytes.Length ? bytes[(int)from..(int)to] : throw new InvalidDataException("string offsets point outside the bytes"));
        }
    }

    internal override void Gap(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _strings.Add(fill);
        }
    }

    internal override void Finish(RunScratch scratch, int index)
    {
        var buffers = _strings.Buffers();
        scratch.Strings(index, buffers[0], buffers[1], 0, wide: false, buffers[1].Length);
    }

    private static (long From, long To) Bounds(ReadOnlySpan<int> offsets) => offsets.Length == 2 ? (offsets[0], offsets[1]) : (-1, -1);

    private static (long From, long To) Bounds(ReadOnlySpan<long> offsets) => offsets.Length == 2 ? (offsets[0], offsets[1]) : (-1, -1);
}
