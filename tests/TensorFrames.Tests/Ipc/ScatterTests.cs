using TensorFrames.Ipc;
using Xunit;

namespace TensorFrames.Tests.Ipc;

/// <summary>Streams that fill several pieces of memory in one go: every buffer straight to its boundary, whatever lies between.</summary>
public class ScatterTests
{
    private static readonly int[] Rows = [5, 0, 300, 17];

    [Theory, InlineData(IpcCompression.None), InlineData(IpcCompression.Lz4), InlineData(IpcCompression.Zstd)]
    public void Every_type_is_read_whole(IpcCompression compression)
    {
        var batches = SampleData.Batches(SampleTypes.All, Rows);
        var read = IpcBytes.Read(new Pieces(IpcBytes.Stream(batches, compression)));
        IpcAssert.Same(batches, read.Batches);
        IpcAssert.Aligned(read.Batches);
    }

    [Fact]
    public void Small_bodies_are_read_without_a_copy()
    {
        using var reader = new AlignedIpcReader(new Pieces(IpcBytes.Stream(SampleData.Batches(SampleTypes.All, Rows))));
        while (reader.Read(TestContext.Current.CancellationToken) is { } batch)
        {
            batch.Dispose();
        }

        Assert.Equal(0, reader.Statistics.BytesCopied);
        Assert.InRange(reader.Statistics.BytesPlaced, 1, long.MaxValue);
    }

    [Fact]
    public void Columns_that_are_not_wanted_go_nowhere()
    {
        var batches = SampleData.Batches(SampleTypes.All, Rows);
        var names = batches[0].Schema.FieldsList.Select(f => f.Name).ToArray();
        using var reader = new AlignedIpcReader(new Pieces(IpcBytes.Stream(batches)));
        reader.Select([names[2]]);
        foreach (var want in batches)
        {
            using var batch = reader.Read(TestContext.Current.CancellationToken);
            ArrowCompare.Equal(want.Column(2), batch!.Column(0));
        }
    }

    [Fact]
    public void A_stream_that_ends_within_a_body_is_cut_short()
    {
        var bytes = IpcBytes.Stream(SampleData.Batches("int32", [300]));
        Assert.Contains("cut short", Assert.Throws<TableException>(() => IpcBytes.Read(new Pieces(bytes[..^600]))).Message, StringComparison.Ordinal);
    }
}
