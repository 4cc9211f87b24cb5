using TensorFrames.Ipc;
using Xunit;

namespace TensorFrames.Tests.Ipc;

public class StreamTests
{
    private static readonly int[] Rows = [5, 0, 300, 17];

    [Theory, InlineData(IpcCompression.None), InlineData(IpcCompression.Lz4), InlineData(IpcCompression.Zstd)]
    public void Stream_that_comes_in_drops_is_read_whole(IpcCompression compression)
    {
        var batches = SampleData.Batches(SampleTypes.All, Rows);
        var read = IpcBytes.Read(new TrickleStream(IpcBytes.Stream(batches, compression)));
        IpcAssert.Same(batches, read.Batches);
        IpcAssert.Aligned(read.Batches);
    }

    [Fact]
    public void No_byte_after_the_end_marker_is_taken()
    {
        var bytes = IpcBytes.Stream(SampleData.Batches(SampleTypes.All, Rows));
        var socket = new TrickleStream([.. bytes, 1, 2, 3, 4]);
        IpcBytes.Read(socket);
        Assert.Equal(bytes.Length, socket.Taken);
    }

    [Fact]
    public void File_on_a_pipe_is_read_as_the_stream_it_begins_with()
    {
        var batches = SampleData.Batches("utf8", Rows);
        IpcAssert.Same(batches, IpcBytes.Read(new TrickleStream(IpcBytes.File(batches))).Batches);
    }

    [Fact]
    public void File_on_a_pipe_that_is_cut_between_batches_is_not_complete()
    {
        var frames = IpcFrame.Split(IpcBytes.Stream(SampleData.Batches("int32", Rows)));
        var cut = IpcFrame.Join(frames[..2], end: false);
        Assert.Throws<TableException>(() => IpcBytes.Read(new TrickleStream([.. "ARROW1\0\0"u8, .. cut])));
    }

    [Fact]
    public void Taken_stream_is_read_only_once()
    {
        var table = new IpcStreamTable(new TrickleStream(IpcBytes.Stream(SampleData.Batches("int32", Rows))), new() { Name = "stdin" });
        IpcBytes.Read(table.Partitions[0]);
        Assert.Contains("'stdin' cannot be read twice", Assert.Throws<TableException>(() => IpcBytes.Read(table.Partitions[0])).Message);
    }

    [Fact]
    public void Stream_file_is_read_again_and_again()
    {
        using var folder = new TemporaryFolder();
        var batches = SampleData.Batches("int32", Rows);
        var table = new IpcStreamTable(folder.Write("t.arrows", IpcBytes.Stream(batches)));
        IpcAssert.Same(batches, IpcBytes.Read(table.Partitions[0]));
        IpcAssert.Same(batches, IpcBytes.Read(table.Partitions[0]));
    }

    [Fact]
    public void Cancelled_read_stops()
    {
        using var reader = new AlignedIpcReader(new MemoryStream(IpcBytes.Stream(SampleData.Batches("int32", Rows))));
        Assert.Throws<OperationCanceledException>(() => reader.Read(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Bytes_read_are_counted_and_large_columns_are_placed_without_another_copy()
    {
        var bytes = IpcBytes.Stream(SampleData.Batches("float64", 50_000, 50_000));
        using var reader = new AlignedIpcReader(new TrickleStream(bytes, 1 << 20));
        while (reader.Read(TestContext.Current.CancellationToken) is { } batch)
        {
            batch.Dispose();
        }

        var (batches, rows, read, _, placed, copied, decompressed) = reader.Statistics;
        Assert.Equal((2, 100_000, bytes.Length), (batches, rows, read));
        Assert.Equal((0, 0), (copied, decompressed));
        Assert.InRange(placed, 800_000, bytes.Length);
    }

    [Theory, InlineData(IpcCompression.Lz4), InlineData(IpcCompression.Zstd)]
    public void Decompressed_bytes_are_counted(IpcCompression compression)
    {
        var rows = SampleData.Batches("float64", 50_000);
        using var reader = new AlignedIpcReader(new MemoryStream(IpcBytes.Stream(rows, compression)));
        using var batch = reader.Read(TestContext.Current.CancellationToken);
        Assert.InRange(reader.Statistics.BytesDecompressed + reader.Statistics.BytesCopied, 400_000, 410_000);
        Assert.Equal(0, reader.Statistics.BytesPlaced);
    }
}
