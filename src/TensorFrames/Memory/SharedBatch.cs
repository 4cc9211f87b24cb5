using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace TensorFrames.Memory;

/// <summary>
/// Batches of Apache.Arrow's own readers own their memory as a whole, so that no column can outlive them. Adopting one
/// gives each buffer a share of the owner: columns, slices and leases then keep what they use, and no more.
/// </summary>
internal static class SharedBatch
{
    /// <summary>Takes the batch over. The result is the batch itself where its columns own their memory already.</summary>
    internal static RecordBatch Adopt(RecordBatch batch)
    {
        ref var field = ref OwnerOf(batch);
        if (field is not { } owner)
        {
            return batch;
        }

        field = null;
        var shares = new Shares(owner);
        var columns = batch.Arrays.Select(a => ArrowArrayFactory.BuildArray(shares.Adopt(a.Data))).ToList();
        shares.Release();
        return new RecordBatch(batch.Schema, columns, batch.Length);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_memoryOwner")]
    private static extern ref IMemoryOwner<byte>? OwnerOf(RecordBatch batch);

    private sealed class Shares(IMemoryOwner<byte> owner)
    {
        private int _count = 1;

        internal ArrayData Adopt(ArrayData data) => new(
            data.DataType,
            data.Length,
            data.NullCount,
            data.Offset,
            data.Buffers?.Select(Adopt).ToArray(),
            data.Children?.Select(Adopt).ToArray(),
            data.Dictionary);

        internal void Release()
        {
            if (Interlocked.Decrement(ref _count) == 0)
            {
                owner.Dispose();
            }
        }

        private ArrowBuffer Adopt(ArrowBuffer buffer)
        {
            if (buffer.IsEmpty)
            {
                return buffer;
            }

            Interlocked.Increment(ref _count);
            return OwnedBuffer.Create(new Share(this, buffer.Memory));
        }
    }

    private sealed class Share(Shares shares, ReadOnlyMemory<byte> memory) : IMemoryOwner<byte>
    {
        private Shares? _shares = shares;

        public Memory<byte> Memory => MemoryMarshal.AsMemory(memory);

        public void Dispose() => Interlocked.Exchange(ref _shares, null)?.Release();
    }
}
