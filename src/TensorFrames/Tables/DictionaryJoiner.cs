using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Tables;

/// <summary>Joins dictionary columns, which Apache.Arrow's concatenation refuses: dictionaries one after another, indices moved up.</summary>
internal static class DictionaryJoiner
{
    internal static IArrowArray Join(DictionaryArray[] arrays, Func<IArrowArray[], IArrowArray> joinValues)
    {
        var type = (DictionaryType)arrays[0].Data.DataType;
        IArrowArray[] dictionaries = [.. arrays.Select(a => a.Dictionary)];
        var starts = new int[arrays.Length];
        var distinct = new List<IArrowArray>();
        for (var (i, next) = (0, 0); i < arrays.Length; i++)
        {
            var same = System.Array.FindIndex(dictionaries, 0, i, d => ReferenceEquals(d.Data, dictionaries[i].Data));
            starts[i] = same >= 0 ? starts[same] : next;
            if (same < 0)
            {
                distinct.Add(dictionaries[i]);
                next += dictionaries[i].Length;
            }
        }

        var indices = type.IndexType.TypeId switch
        {
            ArrowTypeId.Int8 => Move<sbyte>(arrays, starts),
            ArrowTypeId.UInt8 => Move<byte>(arrays, starts),
            ArrowTypeId.Int16 => Move<short>(arrays, starts),
            ArrowTypeId.UInt16 => Move<ushort>(arrays, starts),
            ArrowTypeId.Int32 => Move<int>(arrays, starts),
            ArrowTypeId.UInt32 => Move<uint>(arrays, starts),
            ArrowTypeId.Int64 => Move<long>(arrays, starts),
            _ => Move<ulong>(arrays, starts),
        };
        var values = joinValues([.. distinct]);
        return new DictionaryArray(new ArrayData(type, indices.Length, indices.NullCount, 0, indices.Buffers, null, values.Data));
    }

    /// <summary>The indices of all arrays in one, as the start of each array's dictionary moves them.</summary>
    private static unsafe ArrayData Move<T>(DictionaryArray[] arrays, int[] starts)
        where T : unmanaged, INumber<T>
    {
        var length = checked(arrays.Sum(a => a.Length));
        var moved = NativeColumns.Allocate((long)length * sizeof(T), out var owner);
        var validity = new ArrowBuffer.BitmapBuilder(length);
        var (at, nulls) = (0, 0);
        for (var i = 0; i < arrays.Length; i++)
        {
            var data = arrays[i].Data;
            var source = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(data.Buffers[1].Span).Slice(data.Offset, data.Length);
            var target = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(owner.Memory.Span).Slice(at, data.Length);
            var start = T.CreateChecked(starts[i]);
            for (var row = 0; row < source.Length; row++)
            {
                var valid = arrays[i].IsValid(row);
                validity.Append(valid);
                nulls += valid ? 0 : 1;
                target[row] = valid ? checked(source[row] + start) : T.Zero;
            }

            at += data.Length;
        }

        return new ArrayData(NullType.Default, length, nulls, 0, [nulls == 0 ? ArrowBuffer.Empty : validity.Build(null), moved]);
    }
}
