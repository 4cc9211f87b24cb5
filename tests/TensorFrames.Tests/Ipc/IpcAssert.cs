using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Xunit;

namespace TensorFrames.Tests.Ipc;

internal static class IpcAssert
{
    /// <summary>The same batches with the same values.</summary>
    public static void Same(IReadOnlyList<RecordBatch> expected, IReadOnlyList<RecordBatch> actual)
    {
        Assert.Equal(expected.Select(batch => batch.Length), actual.Select(batch => batch.Length));
        foreach (var (a, b) in expected.Zip(actual))
        {
            Assert.Equal(a.Arrays.Select(array => array.Data.DataType.TypeId), b.Arrays.Select(array => array.Data.DataType.TypeId));
            Assert.Equal(Cells.All(a), Cells.All(b));
        }
    }

    /// <summary>Every buffer that holds anything starts at a multiple of 64.</summary>
    public static void Aligned(IEnumerable<RecordBatch> batches)
    {
        foreach (var array in batches.SelectMany(batch => batch.Arrays))
        {
            Aligned(array.Data);
        }
    }

    public static unsafe nint Address(ArrowBuffer buffer) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(buffer.Span));

    private static void Aligned(ArrayData data)
    {
        Assert.All(data.Buffers.Where(buffer => !buffer.IsEmpty), buffer => Assert.Equal(0, Address(buffer) % 64));
        foreach (var child in data.Children ?? [])
        {
            Aligned(child);
        }

        if (data.Dictionary is { } dictionary)
        {
            Aligned(dictionary);
        }
    }
}
