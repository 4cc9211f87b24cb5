using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace TensorFrames.Columns.In;

/// <summary>A fill value as the placeholder's dtype has it; text is parsed, and what does not fit is refused before anything runs.</summary>
internal static class FillValue
{
    internal static byte[] Raw(FeedSpec spec, object? value) => spec.DType switch
    {
        DType.Int8 => Number<sbyte>(spec, value),
        DType.Int16 => Number<short>(spec, value),
        DType.Int32 => Number<int>(spec, value),
        DType.Int64 => Number<long>(spec, value),
        DType.UInt8 => Number<byte>(spec, value),
        DType.UInt16 => Number<ushort>(spec, value),
        DType.UInt32 => Number<uint>(spec, value),
        DType.UInt64 => Number<ulong>(spec, value),
        DType.Float16 => Number<Half>(spec, value),
        DType.Float32 => Number<float>(spec, value),
        DType.Float64 => Number<double>(spec, value),
        DType.BFloat16 => BFloat16(spec, value),
        _ => throw Refused(spec, value),
    };

    internal static bool Bool(FeedSpec spec, object value) => value switch
    {
        bool b => b,
        string text when bool.TryParse(text, out var b) => b,
        _ => throw Refused(spec, value),
    };

    internal static byte[] Bytes(FeedSpec spec, object? value) => value switch
    {
        null => [],
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => throw Refused(spec, value),
    };

    /// <summary>Refuses a value that the placeholder's dtype cannot hold.</summary>
    internal static void Check(FeedSpec spec)
    {
        if (spec.Nulls is not NullPolicy.FillWith { Value: var value })
        {
            return;
        }

        _ = spec.DType switch
        {
            DType.String => Bytes(spec, value),
            DType.Bool => [Bool(spec, value) ? (byte)1 : (byte)0],
            _ => Raw(spec, value),
        };
    }

    private static byte[] Number<T>(FeedSpec spec, object? value)
        where T : unmanaged, INumber<T>
    {
        try
        {
            var number = value is null ? T.Zero : Of<T>(value) ?? throw Refused(spec, value);
            return !T.IsInfinity(number) || IsInfinite(value) ? MemoryMarshal.AsBytes(new ReadOnlySpan<T>(ref number)).ToArray() : throw Refused(spec, value);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw Refused(spec, value);
        }
    }

    private static T? Of<T>(object value)
        where T : unmanaged, INumber<T>
    {
        var isInteger = T.CreateTruncating(0.5) == T.Zero;
        return value switch
        {
            string text => T.Parse(text, CultureInfo.InvariantCulture),
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
    private static byte[] BFloat16(FeedSpec spec, object? value)
    {
        var bits = MemoryMarshal.Read<uint>(Number<float>(spec, value));
        var isNumber = (bits & 0x7FFFFFFF) <= 0x7F800000;
        var upper = (ushort)((isNumber ? bits + 0x7FFF + (bits >> 16 & 1) : bits) >> 16);
        return (upper & 0x7FFF) != 0x7F80 || IsInfinite(value) ? BitConverter.GetBytes(upper) : throw Refused(spec, value);
    }

    private static PlanException Refused(FeedSpec spec, object? value) =>
        spec.PlanError($"the fill value {value ?? "null"} is no {spec.DType.Name()}", $"a fill value of dtype {spec.DType.Name()}");
}
