using System.Numerics;

namespace TensorFrames.Aggregation;

/// <summary>Looks for NaN and infinities among the values of a column of floats.</summary>
internal static unsafe class NonFinite
{
    internal static bool Any(RowSet rows, int fetch)
    {
        var count = rows.Rows * (long)rows.Forms[fetch].Elements;
        return rows.Forms[fetch].Width == sizeof(float) ? Any((float*)rows.Values(fetch), count) : Any((double*)rows.Values(fetch), count);
    }

    private static bool Any<T>(T* values, long count)
        where T : unmanaged, IFloatingPoint<T>
    {
        long at = 0;
        for (; at <= count - Vector<T>.Count; at += Vector<T>.Count)
        {
            var some = Vector.Load(values + at);
            if (!Vector.EqualsAll(some - some, Vector<T>.Zero))
            {
                return true;
            }
        }

        for (; at < count; at++)
        {
            if (!T.IsFinite(values[at]))
            {
                return true;
            }
        }

        return false;
    }
}
