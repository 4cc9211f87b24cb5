using System.Buffers.Binary;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Arrow's 16-byte string views: a length, then up to 12 bytes inline, or a prefix, a buffer number and an offset.</summary>
internal static class StringViews
{
    internal const int ViewBytes = 16;
    private const int InlineBytes = 12;

    internal static CellRange Flatten(CellRange leaf)
    {
        var views = leaf.Data.Buffers[1].Span;
        var first = leaf.Data.Offset + leaf.Start;
        if (views.Length < (first + (long)leaf.Count) * ViewBytes)
        {
            throw new InvalidDataException("view buffer is too short");
        }

        var strings = new StringPacker(leaf.Count);
        for (var i = 0; i < leaf.Count; i++)
        {
            strings.Add(leaf.Data.IsNull(leaf.Start + i) ? default : At(leaf.Data, views.Slice((first + i) * ViewBytes, ViewBytes)));
        }

        return LeafDecoder.Plain(BinaryType.Default, leaf, strings.Buffers());
    }

    private static ReadOnlySpan<byte> At(ArrayData data, ReadOnlySpan<byte> view)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(view);
        if (length is >= 0 and <= InlineBytes)
        {
            return view.Slice(4, length);
        }

        var buffer = BinaryPrimitives.ReadInt32LittleEndian(view[8..]);
        var offset = BinaryPrimitives.ReadInt32LittleEndian(view[12..]);
        var holds = length >= 0 && buffer >= 0 && buffer + 2 < data.Buffers.Length && offset >= 0
            && offset <= data.Buffers[buffer + 2].Length - (long)length;
        return holds ? data.Buffers[buffer + 2].Span.Slice(offset, length) : throw new InvalidDataException("a string view points outside its buffers");
    }
}
