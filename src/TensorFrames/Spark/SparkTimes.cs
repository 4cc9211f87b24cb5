using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns;

namespace TensorFrames.Spark;

/// <summary>Dates and times in the unit that Spark has.</summary>
internal static class SparkTimes
{
    private const long DayMilliseconds = 86_400_000;

    /// <summary>Values times a factor, or divided and rounded down. Nulls may hold anything.</summary>
    /// <exception cref="OverflowException">A value has no place in the finer unit.</exception>
    internal static ArrayData Scale(ArrayData data, IArrowType type, long factor, long divisor)
    {
        var to = new byte[data.Length * sizeof(long)];
        var values = MemoryMarshal.Cast<byte, long>(to.AsSpan());
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = data.IsNull(i) ? 0 : Floor(checked(Value(data, i) * factor), divisor);
        }

        return SparkLists.Of(data, type, new ArrowBuffer(to));
    }

    internal static ArrayData Days(ArrayData data)
    {
        var to = new byte[data.Length * sizeof(int)];
        var values = MemoryMarshal.Cast<byte, int>(to.AsSpan());
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = data.IsNull(i) ? 0 : checked((int)Floor(Value(data, i), DayMilliseconds));
        }

        return SparkLists.Of(data, Date32Type.Default, new ArrowBuffer(to));
    }

    private static long Value(ArrayData data, int i) => data.DataType is Time32Type ? data.Values<int>(i, 1)[0] : data.Values<long>(i, 1)[0];

    private static long Floor(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);
}
