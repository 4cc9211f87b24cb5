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
        DType.BFloat16 => [.. Number<float>(spec, value)[2..]],
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
            T number = value switch
            {
                null => T.Zero,
                string text => T.Parse(text, CultureInfo.InvariantCulture),
                IConvertible when value is float or double or decimal => T.CreateChecked(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
                ulong big => T.CreateChecked(big),
                IConvertible and not bool => T.CreateChecked(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
                Half half => T.CreateChecked(half),
                _ => throw Refused(spec, value),
            };
            return MemoryMarshal.AsBytes(new ReadOnlySpan<T>(ref number)).ToArray();
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw Refused(spec, value);
        }
    }

    private static PlanException Refused(FeedSpec spec, object? value) =>
        spec.PlanError($"the fill value {value ?? "null"} is no {spec.DType.Name()}", $"a fill value of dtype {spec.DType.Name()}");
}
