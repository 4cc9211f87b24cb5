using Apache.Arrow.Types;

namespace TensorFrames.Tables;

/// <summary>Arrow types of C#'s element types.</summary>
internal static class PlainTypes
{
    /// <summary>Null for a type that is no element type.</summary>
    internal static IArrowType? Of<T>() =>
        typeof(T) == typeof(float) ? FloatType.Default
        : typeof(T) == typeof(double) ? DoubleType.Default
        : typeof(T) == typeof(Half) ? HalfFloatType.Default
        : typeof(T) == typeof(bool) ? BooleanType.Default
        : typeof(T) == typeof(sbyte) ? Int8Type.Default
        : typeof(T) == typeof(short) ? Int16Type.Default
        : typeof(T) == typeof(int) ? Int32Type.Default
        : typeof(T) == typeof(long) ? Int64Type.Default
        : typeof(T) == typeof(byte) ? UInt8Type.Default
        : typeof(T) == typeof(ushort) ? UInt16Type.Default
        : typeof(T) == typeof(uint) ? UInt32Type.Default
        : typeof(T) == typeof(ulong) ? UInt64Type.Default
        : null;
}
