using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace TensorFrames;

/// <summary>One number of any C# type, or its text, as a dtype's bytes.</summary>
internal static class NumberBytes
{
    /// <summary>The bytes; null is zero. Null for what the dtype cannot hold: out of range, a fraction of an integer, no number.</summary>
    internal static byte[]? Of(DType dtype, object? value) => dtype switch
    {
        DType.Int8 => Number<sbyte>(value),
        DType.Int16 => Number<short>(value),
        DType.Int32 => Number<int>(value),
        DType.Int64 => Number<long>(value),
        DType.UInt8 => Number<byte>(value),
        DType.UInt16 => Number<ushort>(value),
        DType.UInt32 => Number<uint>(value),
        DType.UInt64 => Number<ulong>(value),
        DType.Float16 => Number<Half>(value),
        DType.Float32 => Number<float>(value),
        DType.Float64 => Number<double>(value),
        DType.BFloat16 => BFloat16(value),
        _ => null,
    };

    private static byte[]? Number<T>(object? value)
        where T : unmanaged, INumber<T>
    {
        try
        {
            return (value is null ? T.Zero : Of<T>(value)) is { } number && (!T.IsInfinity(number) || IsInfinite(value))
                ? MemoryMarshal.AsBytes(new ReadOnlySpan<T>(ref number)).ToArray() : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static T? Of<T>(object value)
        where T : unmanaged, INumber<T>
    {
        var isInteger = T.CreateTruncating(0.5) == T.Zero;
        return value switch
        {
            string text => T.Parse(text, isInteger ? NumberStyles.Integer : NumberStyles.Float, CultureInfo.InvariantCulture),
            float or double or Half when ToDouble(value) is var d => isInteger && !double.IsInteger(d) ? null : T.CreateChecked(d),
            decimal m => isInteger && !decimal.IsInteger(m) ? null : T.CreateChecked(m),
            ulong big => T.CreateChecked(big),
            sbyte or short or int or long or byte or ushort or uint => T.CreateChecked(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            _ => null,
        };
    }

    private static double ToDouble(object value) => value is Half half ? (double)half : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    // What was finite must not become infinite on the way.
    private static bool IsInfinite(object? value) => value switch
    {
        string text => !text.Any(char.IsAsciiDigit),
        float or double or Half => double.IsInfinity(ToDouble(value)),
        _ => false,
    };

    // The nearest bfloat16: the upper half of a float32, ties to even.
    private static byte[]? BFloat16(object? value)
    {
        if (Number<float>(value) is not { } bytes)
        {
            return null;
        }

        var bits = MemoryMarshal.Read<uint>(bytes);
        var isNumber = (bits & 0x7FFFFFFF) <= 0x7F800000;
        var upper = (ushort)((isNumber ? bits + 0x7FFF + (bits >> 16 & 1) : bits) >> 16);
        return (upper & 0x7FFF) != 0x7F80 || IsInfinite(value) ? BitConverter.GetBytes(upper) : null;
    }
}
