using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns.In;

namespace TensorFrames.Spark;

/// <summary>Text and bytes in the plain form that Spark has.</summary>
internal static class SparkBytes
{
    internal static ArrayData Views(ArrayData data, IArrowType type)
    {
        var plain = StringViews.Flatten(new CellRange(data, 0, data.Length)).Data;
        return SparkLists.Borrowed(plain, type);
    }

    /// <summary>Offsets are made; the bytes stay where they are.</summary>
    internal static ArrayData Fixed(ArrayData data)
    {
        var width = ((FixedSizeBinaryType)data.DataType).ByteWidth;
        var bytes = new byte[(data.Length + 1) * sizeof(int)];
        var offsets = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = checked((data.Offset + i) * width);
        }

        return SparkLists.Of(data, BinaryType.Default, new ArrowBuffer(bytes), data.Buffers[1].Retain());
    }
}
