using System.Runtime.InteropServices;
using Apache.Arrow;
using TensorFrames.Ipc;
using Xunit;

namespace TensorFrames.Tests.Ipc;

/// <summary>What a length field claims on a stream of unknown length is believed as far as bytes come.</summary>
public class ClaimedLengthTests
{
    private const long Modest = 72L << 20;

    [Theory, InlineData(false), InlineData(true)]
    public void A_body_that_claims_gigabytes_takes_no_more_than_a_modest_block(bool scatters)
    {
        var frames = IpcFrame.Split(IpcBytes.Stream(SampleData.Batches("uint8", 1000)));
        var bytes = IpcFrame.Join([frames[0], frames[1].Claiming(int.MaxValue)]);
        using var reader = new AlignedIpcReader(scatters ? new Pieces(bytes) : new TrickleStream(bytes, bytes.Length));
        Assert.Contains("cut short", Assert.Throws<TableException>(() => reader.Read(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.InRange(reader.Pool.PeakBytes, 1, Modest);
    }

    [Theory, InlineData(IpcCompression.None), InlineData(IpcCompression.Lz4), InlineData(IpcCompression.Zstd)]
    public void A_large_body_that_comes_is_read_whole_and_aligned(IpcCompression compression)
    {
        // Two columns of 40 MB, the second of which is far from where the block ends at first.
        var values = new DoubleArray(new ArrowBuffer(MemoryMarshal.AsBytes<double>(Enumerable.Range(0, 5_000_000).Select(i => i % 977 * 0.5).ToArray()).ToArray()), ArrowBuffer.Empty, 5_000_000, 0, 0);
        var schema = new Schema([new Field("a", values.Data.DataType, nullable: false), new Field("b", values.Data.DataType, nullable: false)], null);
        var bytes = IpcBytes.Stream([new RecordBatch(schema, [values, values], values.Length)], compression);
        using var reader = new AlignedIpcReader(new Pieces(bytes, bytes.Length));
        using var read = reader.Read(TestContext.Current.CancellationToken)!;
        IpcAssert.Aligned([read]);
        Assert.All(read.Arrays, a => Assert.True(((DoubleArray)a).Values.SequenceEqual(values.Values)));
        if (compression == IpcCompression.None)
        {
            // What had come into the first block has moved with it; the rest has not.
            Assert.InRange(reader.Statistics.BytesCopied, 64L << 20, 80_000_000);
            Assert.Equal(80_000_000, reader.Statistics.BytesCopied + reader.Statistics.BytesPlaced);
        }
    }

    [Theory, InlineData(IpcCompression.Lz4, 16 << 20), InlineData(IpcCompression.Zstd, 200_000)]
    public void A_compressed_buffer_that_claims_gigabytes_takes_no_more_than_unpacks(IpcCompression codec, int length)
    {
        // Every 64 bytes twice, of which half are left: these could stand for two gigabytes, if they were the right ones.
        var values = new byte[length];
        var random = new Random(1);
        for (var at = 0; at < length; at += 128)
        {
            random.NextBytes(values.AsSpan(at, Math.Min(64, length - at)));
            values.AsSpan(at, Math.Min(64, length - at)).CopyTo(values.AsSpan(Math.Min(at + 64, length - 64)));
        }

        var array = new BinaryArray.Builder().Append(values.AsSpan()).Build();
        var schema = new Schema([new Field("b", array.Data.DataType, nullable: false)], null);
        var frames = IpcFrame.Split(IpcBytes.Stream([new RecordBatch(schema, [array], 1)], codec));
        var body = (byte[])frames[1].Body.Clone();
        var last = body.AsSpan().LastIndexOf(codec == IpcCompression.Lz4 ? [0x04, 0x22, 0x4D, 0x18] : new byte[] { 0x28, 0xB5, 0x2F, 0xFD });
        BitConverter.TryWriteBytes(body.AsSpan(last - 8), 2_000_000_000L);
        using var reader = new AlignedIpcReader(new TrickleStream(IpcFrame.Join([frames[0], frames[1] with { Body = body }]), 1 << 20));
        Assert.Contains($"unpacks to {length} bytes, its prefix says 2000000000", Assert.Throws<TableException>(() => reader.Read(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.InRange(reader.Pool.PeakBytes, 1, 2 * Modest);
    }

    [Fact]
    public void A_compressed_buffer_that_claims_more_than_its_bytes_can_stand_for_is_refused()
    {
        foreach (var codec in (IpcCompression[])[IpcCompression.Lz4, IpcCompression.Zstd])
        {
            var frames = IpcFrame.Split(IpcBytes.Stream(SampleData.Batches("utf8", 10), codec));
            var body = (byte[])frames[1].Body.Clone();
            var last = body.AsSpan().LastIndexOf(codec == IpcCompression.Lz4 ? [0x04, 0x22, 0x4D, 0x18] : new byte[] { 0x28, 0xB5, 0x2F, 0xFD });
            BitConverter.TryWriteBytes(body.AsSpan(last - 8), 2_000_000_000L);
            using var reader = new AlignedIpcReader(new TrickleStream(IpcFrame.Join([frames[0], frames[1] with { Body = body }])));
            Assert.Contains("make sense", Assert.Throws<TableException>(() => reader.Read(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
            Assert.InRange(reader.Pool.PeakBytes, 1, 1 << 20);
        }
    }
}
