using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Ipc;

/// <summary>
/// Columns as Apache.Arrow's writer takes them: where an array begins at 0 and its first offset does not, which Arrow allows, it
/// cuts the values to that offset and writes the offsets as they are, so that readers find other values.
/// </summary>
internal static class ZeroBased
{
    /// <summary>The batch itself, or one with offsets from 0; it shares the batch's memory and owns nothing.</summary>
    internal static RecordBatch Of(RecordBatch batch)
    {
        var changed = false;
        var arrays = new IArrowArray[batch.ColumnCount];
        for (var i = 0; i < arrays.Length; i++)
        {
            var column = batch.Column(i);
            var data = Of(column.Data);
            changed |= !ReferenceEquals(data, column.Data);
            arrays[i] = ReferenceEquals(data, column.Data) ? column : ArrowArrayFactory.BuildArray(data);
        }

        return changed ? new RecordBatch(batch.Schema, arrays, batch.Length) : batch;
    }

    /// <summary>The array itself, or one with offsets from 0 at any depth.</summary>
    internal static ArrayData Of(ArrayData data)
    {
        var children = Children(data);
        var same = ReferenceEquals(children, data.Children);
        return Storage(data.DataType).TypeId switch
        {
            ArrowTypeId.String or ArrowTypeId.Binary when First<int>(data) is > 0 and var first => Values<int>(data, first),
            ArrowTypeId.LargeString or ArrowTypeId.LargeBinary when First<long>(data) is > 0 and var first => Values<long>(data, first),
            ArrowTypeId.List or ArrowTypeId.Map when First<int>(data) is > 0 and var first => Elements<int>(data, children!, first),
            ArrowTypeId.LargeList when First<long>(data) is > 0 and var first => Elements<long>(data, children!, first),
            _ => same ? data : With(data, data.Buffers, children),
        };
    }

    private static ArrayData[]? Children(ArrayData data)
    {
        ArrayData[]? changed = null;
        for (var i = 0; i < (data.Children?.Length ?? 0); i++)
        {
            var child = Of(data.Children![i]);
            if (!ReferenceEquals(child, data.Children[i]))
            {
                changed ??= [.. data.Children];
                changed[i] = child;
            }
        }

        return changed ?? data.Children;
    }

    // An array that begins later is written right, whatever its offsets.
    private static T First<T>(ArrayData data)
        where T : unmanaged, INumber<T> =>
        data.Offset == 0 && data.Length > 0 && data.Buffers[1].Length > 0 ? MemoryMarshal.Cast<byte, T>(data.Buffers[1].Span)[0] : T.Zero;

    private static ArrayData Values<T>(ArrayData data, T first)
        where T : unmanaged, INumber<T>
    {
        var (offsets, end) = Moved(data, first);
        var values = data.Buffers[2].Memory[int.CreateChecked(first)..int.CreateChecked(end)];
        return With(data, [data.Buffers[0], offsets, new ArrowBuffer(values)], data.Children);
    }

    private static ArrayData Elements<T>(ArrayData data, ArrayData[] children, T first)
        where T : unmanaged, INumber<T>
    {
        var (offsets, end) = Moved(data, first);
        var (start, length) = (int.CreateChecked(first), int.CreateChecked(end - first));
        return With(data, [data.Buffers[0], offsets], [children[0].Slice(start, length)]);
    }

    private static (ArrowBuffer Offsets, T End) Moved<T>(ArrayData data, T first)
        where T : unmanaged, INumber<T>
    {
        var from = MemoryMarshal.Cast<byte, T>(data.Buffers[1].Span)[..(data.Length + 1)];
        var moved = new T[from.Length];
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] = from[i] - first;
        }

        return (new ArrowBuffer(MemoryMarshal.AsBytes(moved.AsSpan()).ToArray()), from[^1]);
    }

    private static ArrayData With(ArrayData data, ArrowBuffer[] buffers, ArrayData[]? children) =>
        new(data.DataType, data.Length, data.NullCount, data.Offset, buffers, children, data.Dictionary);

    private static IArrowType Storage(IArrowType type) => type is ExtensionType extension ? Storage(extension.StorageType) : type;
}
