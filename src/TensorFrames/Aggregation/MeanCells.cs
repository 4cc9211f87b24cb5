using System.Numerics;
using TensorFrames.Columns;

namespace TensorFrames.Aggregation;

/// <summary>
/// Values of a mean as sums of one, and means of sums and counts. Floats are added as float64 and rounded at the end; integers
/// as TensorFlow's Mean adds and divides them: in 64 bits, and towards 0.
/// </summary>
internal static unsafe class MeanCells
{
    internal static void Widen(DType dtype, byte* from, byte* to, long count)
    {
        switch (dtype)
        {
            case DType.Float64 or DType.Int64 or DType.UInt64: RowGather.Copy(from, to, count * sizeof(ulong)); break;
            case DType.Float32: Widen<float, double>(from, to, count); break;
            case DType.Float16: Widen<Half, double>(from, to, count); break;
            case DType.BFloat16: WidenBFloat16((ushort*)from, (double*)to, count); break;
            case DType.Int8: Widen<sbyte, long>(from, to, count); break;
            case DType.Int16: Widen<short, long>(from, to, count); break;
            case DType.Int32: Widen<int, long>(from, to, count); break;
            case DType.UInt8: Widen<byte, long>(from, to, count); break;
            case DType.UInt16: Widen<ushort, long>(from, to, count); break;
            case DType.UInt32: Widen<uint, long>(from, to, count); break;
            default: throw new NotSupportedException($"No mean is of {dtype.Name()}.");
        }
    }

    /// <summary>Divides the sums of each group by its count, in their own place: no value is wider than its sum.</summary>
    /// <param name="dtype">Of the means.</param>
    /// <param name="sums">The sums, group after group; then the means.</param>
    /// <param name="counts">A count a group.</param>
    /// <param name="groups">Groups.</param>
    /// <param name="elements">Values of a cell.</param>
    internal static void Divide(DType dtype, byte* sums, long* counts, long groups, long elements)
    {
        switch (dtype)
        {
            case DType.Float64: Divide<double, double>(sums, counts, groups, elements); break;
            case DType.Float32: Divide<double, float>(sums, counts, groups, elements); break;
            case DType.Float16: Divide<double, Half>(sums, counts, groups, elements); break;
            case DType.BFloat16: DivideBFloat16((double*)sums, counts, groups, elements); break;
            case DType.Int8: Divide<long, sbyte>(sums, counts, groups, elements); break;
            case DType.Int16: Divide<long, short>(sums, counts, groups, elements); break;
            case DType.Int32: Divide<long, int>(sums, counts, groups, elements); break;
            case DType.Int64: Divide<long, long>(sums, counts, groups, elements); break;
            case DType.UInt8: Divide<ulong, byte>(sums, counts, groups, elements); break;
            case DType.UInt16: Divide<ulong, ushort>(sums, counts, groups, elements); break;
            case DType.UInt32: Divide<ulong, uint>(sums, counts, groups, elements); break;
            case DType.UInt64: Divide<ulong, ulong>(sums, counts, groups, elements); break;
            default: throw new NotSupportedException($"No mean is of {dtype.Name()}.");
        }
    }

    private static void Widen<TFrom, TTo>(byte* from, byte* to, long count)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        for (long i = 0; i < count; i++)
        {
            ((TTo*)to)[i] = TTo.CreateTruncating(((TFrom*)from)[i]);
        }
    }

    private static void WidenBFloat16(ushort* from, double* to, long count)
    {
        for (long i = 0; i < count; i++)
        {
            to[i] = BFloat16.ToSingle(from[i]);
        }
    }

    private static void DivideBFloat16(double* sums, long* counts, long groups, long elements)
    {
        Divide<double, float>((byte*)sums, counts, groups, elements);
        for (long i = 0; i < groups * elements; i++)
        {
            ((ushort*)sums)[i] = BFloat16.Of(((float*)sums)[i]);
        }
    }

    private static void Divide<TSum, T>(byte* sums, long* counts, long groups, long elements)
        where TSum : unmanaged, INumberBase<TSum>
        where T : unmanaged, INumberBase<T>
    {
        for (long group = 0, at = 0; group < groups; group++)
        {
            var count = TSum.CreateTruncating(counts[group]);
            for (var end = at + elements; at < end; at++)
            {
                ((T*)sums)[at] = T.CreateTruncating(((TSum*)sums)[at] / count);
            }
        }
    }
}
