using System.Runtime.CompilerServices;
using Apache.Arrow;
using TensorFrames.Ipc;
using TensorFrames.Memory;
using Xunit;

namespace TensorFrames.Tests.Ipc;

public class OwnershipTests
{
    private static readonly IpcReadOptions NoPool = new() { MaxPooledBytes = 0 };

    [Fact]
    public void Disposed_batch_frees_its_memory_at_once()
    {
        using var reader = Reader(100_000);
        var batch = Next(reader);
        Assert.InRange(reader.Pool.LiveBytes, 800_000, 1_000_000);
        batch.Dispose();
        Assert.Equal(0, reader.Pool.LiveBytes);
    }

    [Fact]
    public void Shared_slice_keeps_the_memory_until_it_goes_too()
    {
        using var reader = Reader(1000);
        var batch = Next(reader);
        var last = Cells.Of(batch.Column(0), 999);
        var slice = batch.SliceShared(990, 10);
        batch.Dispose();
        Assert.Equal(last, Cells.Of(slice.Column(0), 9));
        Assert.NotEqual(0, reader.Pool.LiveBytes);
        slice.Dispose();
        Assert.Equal(0, reader.Pool.LiveBytes);
    }

    [Fact]
    public void Pinned_buffer_outlives_its_batch()
    {
        using var reader = Reader(1000);
        var batch = Next(reader);
        var pin = batch.Column(0).Data.Buffers[1].Memory.Pin();
        batch.Dispose();
        Assert.NotEqual(0, reader.Pool.LiveBytes);
        pin.Dispose();
        Assert.Equal(0, reader.Pool.LiveBytes);
    }

    [Fact]
    public void Batch_outlives_its_reader()
    {
        RecordBatch batch;
        BlockPool pool;
        using (var reader = Reader(1000))
        {
            (batch, pool) = (Next(reader), reader.Pool);
        }

        Assert.Equal(1000, Cells.All(batch).Count);
        batch.Dispose();
        Assert.Equal(0, pool.LiveBytes);
    }

    [Fact]
    public void Disposed_memory_is_used_again_by_the_next_batch()
    {
        using var reader = Reader([1000, 1000], new());
        using (Next(reader))
        {
        }

        var live = reader.Pool.LiveBytes;
        using (Next(reader))
        {
        }

        Assert.Equal(live, reader.Pool.LiveBytes);
    }

    // 6.4 GB in all. How much waits for the finaliser at once depends on the collector and the cores, some 0.8 GB at most here,
    // however many batches there are.
    [Fact]
    public void Twenty_thousand_dropped_batches_are_freed_by_finaliser()
    {
        const int Batches = 20_000;
        var frames = IpcFrame.Split(IpcBytes.Stream(SampleData.Batches("float64", 40_000)));
        var (most, pool) = Drop(new LoopStream([.. IpcFrame.Join(frames[..1], end: false)], IpcFrame.Join(frames[1..], end: false), Batches), Batches);
        Settle();
        Assert.InRange(most, 1, Batches * 320_000L / 4);
        Assert.Equal(0, pool.LiveBytes);
    }

    [Fact]
    public void Apache_Arrow_still_has_the_constructor_that_owned_buffers_use()
    {
        Assert.Equal(new Version(23, 0, 0, 0), typeof(ArrowBuffer).Assembly.GetName().Version);
        var pool = new BlockPool(0);
        var block = pool.Rent(64);
        var buffer = OwnedBuffer.Create(new BlockSlot(block, 0, 64));
        block.Release();
        var kept = buffer.Retain();
        buffer.Dispose();
        Assert.Equal((64, 64), (kept.Length, pool.LiveBytes));
        kept.Dispose();
        Assert.Equal(0, pool.LiveBytes);
    }

    [Fact]
    public void Allocation_per_batch_does_not_grow_with_rows()
    {
        var (small, large) = (Allocated(64), Allocated(100_000));
        Assert.InRange(large, small - 64, small + 64);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (long Most, BlockPool Pool) Drop(Stream stream, int batches)
    {
        using var reader = new AlignedIpcReader(stream, NoPool);
        var (most, count) = (0L, 0);
        while (reader.Read(TestContext.Current.CancellationToken) is not null)
        {
            most = Math.Max(most, reader.Pool.LiveBytes);
            count++;
            if (count % 100 == 0)
            {
                // Collections come of the memory pressure alone; on a busy machine the finaliser's thread may need a turn.
                GC.WaitForPendingFinalizers();
            }
        }

        Assert.Equal(batches, count);
        return (most, reader.Pool);
    }

    private static long Allocated(int rows)
    {
        using var reader = Reader([rows, rows, rows, rows], new());
        Next(reader).Dispose();
        Next(reader).Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Next(reader).Dispose();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Settle()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static AlignedIpcReader Reader(params int[] rows) => Reader(rows, NoPool);

    private static AlignedIpcReader Reader(int[] rows, IpcReadOptions options) =>
        new(new MemoryStream(IpcBytes.Stream(SampleData.Batches("float64", rows))), options);

    private static RecordBatch Next(AlignedIpcReader reader) => reader.Read(TestContext.Current.CancellationToken)!;
}
