using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Replaces dictionary codes by the values they stand for.</summary>
internal static class DictionaryValues
{
    /// <summary>The values in a block of the scratch's, or in memory of their own where there is none.</summary>
    internal static CellRange Gather(CellRange codes, RunScratch? scratch)
    {
        var values = codes.Data.Dictionary ?? throw new InvalidDataException("a dictionary column has no dictionary");
        var indices = Indices(codes, values.Length);
        var type = ColumnTensor.Storage(values.DataType);
        var gathered = ColumnTensor.LeafOf(type) switch
        {
            LeafKind.Bits => Bits(indices, values),
            LeafKind.Strings32 => Strings(indices, values, MemoryMarshal.Cast<byte, int>(values.Buffers[1].Span)),
            LeafKind.Strings64 => LargeStrings(indices, values),
            LeafKind.Views => [.. Fixed(indices, values, StringViews.ViewBytes, scratch), .. values.Buffers[2..]],
            _ => Fixed(indices, values, ((FixedWidthType)type).BitWidth / 8, scratch),
        };
        return new(new ArrayData(type, codes.Count, -1, 0, [Validity(codes, indices, values), .. gathered], children: null), 0, codes.Count);
    }

    /// <summary>As many entries of which only the validity counts: null where the code is, or the value it stands for.</summary>
    internal static CellRange Nulls(CellRange codes)
    {
        var values = codes.Data.Dictionary ?? throw new InvalidDataException("a dictionary column has no dictionary");
        return new(new ArrayData(NullType.Default, codes.Count, -1, 0, [Validity(codes, Indices(codes, values.Length), values)], children: null), 0, codes.Count);
    }

    // A null code has no value: entry 0 stands in, and the validity says so.
    private static int[] Indices(CellRange codes, int values)
    {
        var indices = new int[codes.Count];
        var type = ((DictionaryType)codes.Data.DataType).IndexType.TypeId;
        for (var i = 0; i < indices.Length; i++)
        {
            if (codes.Data.IsNull(codes.Start + i))
            {
                continue;
            }

            var code = Code(codes.Data, type, codes.Start + i);
            indices[i] = code >= 0 && code < values ? (int)code
                : throw new InvalidDataException($"dictionary code {code} at row {i}, the dictionary has {values} values");
        }

        return indices;
    }

    private static long Code(ArrayData data, ArrowTypeId type, int index) => type switch
    {
        ArrowTypeId.Int8 => data.Values<sbyte>(index, 1)[0],
        ArrowTypeId.UInt8 => data.Values<byte>(index, 1)[0],
        ArrowTypeId.Int16 => data.Values<short>(index, 1)[0],
        ArrowTypeId.UInt16 => data.Values<ushort>(index, 1)[0],
        ArrowTypeId.Int32 => data.Values<int>(index, 1)[0],
        ArrowTypeId.UInt32 => data.Values<uint>(index, 1)[0],
        ArrowTypeId.Int64 => data.Values<long>(index, 1)[0],
        _ => (long)Math.Min(data.Values<ulong>(index, 1)[0], long.MaxValue),
    };

    private static ArrowBuffer Validity(CellRange codes, int[] indices, ArrayData values)
    {
        if (codes.FirstNull < 0 && values.FirstNull(0, values.Length) < 0)
        {
            return ArrowBuffer.Empty;
        }

        var bits = new byte[BitSpan.BytesFor(codes.Count)];
        for (var i = 0; i < indices.Length; i++)
        {
            if (!codes.Data.IsNull(codes.Start + i) && !values.IsNull(indices[i]))
            {
                BitSpan.Set(bits, i);
            }
        }

        return new(bits);
    }

    private static ArrowBuffer[] Fixed(int[] indices, ArrayData values, int width, RunScratch? scratch)
    {
        var bytes = checked(indices.Length * width);
        var buffer = scratch?.Rent(bytes).Buffer(bytes) ?? new ArrowBuffer(new byte[bytes]);
        var target = MemoryMarshal.AsMemory(buffer.Memory).Span;
        var source = values.Buffers[1].Span;
        for (var i = 0; i < indices.Length && values.Length > 0; i++)
        {
            source.Slice((values.Offset + indices[i]) * width, width).CopyTo(target[(i * width)..]);
        }

        return [buffer];
    }

    private static ArrowBuffer[] Bits(int[] indices, ArrayData values)
    {
        var bits = new byte[BitSpan.BytesFor(indices.Length)];
        for (var i = 0; i < indices.Length && values.Length > 0; i++)
        {
            if (BitSpan.Get(values.Buffers[1].Span, values.Offset + indices[i]))
            {
                BitSpan.Set(bits, i);
            }
        }

        return [new(bits)];
    }

    private static ArrowBuffer[] Strings(int[] indices, ArrayData values, ReadOnlySpan<int> offsets)
    {
        var strings = new StringPacker(indices.Length);
        for (var i = 0; i < indices.Length; i++)
        {
            var at = values.Offset + indices[i];
            strings.Add(values.Length == 0 ? default : values.Buffers[2].Span[offsets[at]..offsets[at + 1]]);
        }

        return strings.Buffers();
    }

    private static ArrowBuffer[] LargeStrings(int[] indices, ArrayData values)
    {
        var strings = new StringPacker(indices.Length);
        for (var i = 0; i < indices.Length; i++)
        {
            var bounds = values.Length == 0 ? [0, 0] : values.Offsets<long>(indices[i], 1);
            strings.Add(values.Buffers[2].Span[checked((int)bounds[0])..checked((int)bounds[1])]);
        }

        return strings.LargeBuffers();
    }
}
