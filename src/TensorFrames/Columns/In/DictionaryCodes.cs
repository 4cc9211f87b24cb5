using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Columns.In;

/// <summary>Dictionary codes of any width as numbers of entries, each of them checked.</summary>
internal static class DictionaryCodes
{
    /// <summary>Writes a number for each code. A null code has no value: what it stands for is some entry, or 0 where there is none.</summary>
    /// <exception cref="InvalidDataException">A code that is not null stands for no entry; the message names the first.</exception>
    internal static void Read(CellRange codes, int entries, Span<int> numbers)
    {
        switch (((DictionaryType)codes.Data.DataType).IndexType.TypeId)
        {
            case ArrowTypeId.Int8: Read<sbyte>(codes, entries, numbers); break;
            case ArrowTypeId.UInt8: Read<byte>(codes, entries, numbers); break;
            case ArrowTypeId.Int16: Read<short>(codes, entries, numbers); break;
            case ArrowTypeId.UInt16: Read<ushort>(codes, entries, numbers); break;
            case ArrowTypeId.Int32: Read<int>(codes, entries, numbers); break;
            case ArrowTypeId.UInt32: Read<uint>(codes, entries, numbers); break;
            case ArrowTypeId.Int64: Read<long>(codes, entries, numbers); break;
            default: Read<ulong>(codes, entries, numbers); break;
        }
    }

    private static void Read<T>(CellRange codes, int entries, Span<int> numbers)
        where T : unmanaged, IBinaryInteger<T>
    {
        var source = codes.Data.Values<T>(codes.Start, codes.Count);
        if (source.Length < codes.Count)
        {
            throw new InvalidDataException("code buffer is too short");
        }

        var outside = false;
        for (var i = 0; i < source.Length; i++)
        {
            // A negative code is a large number without its sign.
            outside |= ulong.CreateTruncating(source[i]) >= (ulong)entries;
            numbers[i] = int.CreateTruncating(source[i]);
        }

        for (var i = 0; outside && i < source.Length; i++)
        {
            if (ulong.CreateTruncating(source[i]) >= (ulong)entries)
            {
                numbers[i] = codes.Data.IsNull(codes.Start + i) ? 0
                    : throw new InvalidDataException($"dictionary code {source[i]} at row {i}, the dictionary has {entries} values");
            }
        }
    }
}
