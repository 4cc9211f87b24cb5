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
    internal static ArrayData Fixed(ArrayData data) => SparkLists.Sliced(
        data, BinaryType.Default, null, SparkLists.OffsetsOf(data, ((FixedSizeBinaryType)data.DataType).ByteWidth), data.Buffers[1].Retain());
}
