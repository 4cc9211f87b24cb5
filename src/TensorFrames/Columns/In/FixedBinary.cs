using System.Runtime.InteropServices;
using Apache.Arrow.Types;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Byte strings of one length get the offsets that strings have; their bytes stay where they are.</summary>
internal static class FixedBinary
{
    internal static CellRange WithOffsets(CellRange leaf, RunScratch scratch)
    {
        var width = ((FixedSizeBinaryType)ColumnTensor.Storage(leaf.Data.DataType)).ByteWidth;
        var first = (leaf.Data.Offset + (long)leaf.Start) * width;
        if (leaf.Data.Buffers[1].Length < first + ((long)leaf.Count * width))
        {
            throw new InvalidDataException("value buffer is too short");
        }

        var block = scratch.Rent((leaf.Count + 1L) * sizeof(int));
        var offsets = MemoryMarshal.Cast<byte, int>(block.Span);
        for (var i = 0; i <= leaf.Count; i++)
        {
            offsets[i] = checked((int)(first + ((long)i * width)));
        }

        return LeafDecoder.Plain(BinaryType.Default, leaf, block.Buffer((leaf.Count + 1) * sizeof(int)), leaf.Data.Buffers[1]);
    }
}
