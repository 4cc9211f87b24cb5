using TensorFrames.Ipc;
using Xunit;

namespace TensorFrames.Tests.Ipc;

public class RoundTripTests
{
    private static readonly int[] CoprimeRows = [7, 0, 1, 64, 13, 129];

    public static TheoryData<string, IpcCompression> Types
    {
        get
        {
            var data = new TheoryData<string, IpcCompression>();
            foreach (var type in SampleTypes.All.Keys)
            {
                foreach (var compression in Enum.GetValues<IpcCompression>())
                {
                    data.Add(type, compression);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Types))]
    public void Stream_of_any_type_reads_as_written_and_aligned(string type, IpcCompression compression)
    {
        var batches = SampleData.Batches(type, CoprimeRows);
        var read = IpcBytes.Read(IpcBytes.Stream(batches, compression));
        IpcAssert.Same(batches, read.Batches);
        IpcAssert.Aligned(read.Batches);
    }

    [Theory, MemberData(nameof(Types))]
    public void File_of_any_type_reads_as_written_and_aligned(string type, IpcCompression compression)
    {
        using var folder = new TemporaryFolder();
        var batches = SampleData.Batches(type, CoprimeRows);
        var table = new IpcFileTable(folder.Write("t.arrow", IpcBytes.File(batches, compression)));
        var read = IpcBytes.Read(Assert.Single(table.Partitions));
        IpcAssert.Same(batches, read);
        IpcAssert.Aligned(read);
    }

    [Theory, InlineData(IpcCompression.None), InlineData(IpcCompression.Lz4), InlineData(IpcCompression.Zstd)]
    public void All_types_travel_in_one_batch(IpcCompression compression)
    {
        var batches = SampleData.Batches(SampleTypes.All, CoprimeRows);
        var read = IpcBytes.Read(IpcBytes.Stream(batches, compression));
        IpcAssert.Same(batches, read.Batches);
        IpcAssert.Aligned(read.Batches);
    }

    [Fact]
    public void Large_columns_read_as_written_and_aligned()
    {
        var batches = SampleData.Batches(SampleTypes.All, 20_011);
        var read = IpcBytes.Read(IpcBytes.Stream(batches));
        IpcAssert.Same(batches, read.Batches);
        IpcAssert.Aligned(read.Batches);
    }

    [Fact]
    public void Frames_without_continuation_mark_are_read()
    {
        var batches = SampleData.Batches("float64", CoprimeRows);
        IpcAssert.Same(batches, IpcBytes.Read(IpcBytes.Stream(batches, legacy: true)).Batches);
    }

    [Fact]
    public void Schema_keeps_names_types_and_metadata()
    {
        var batches = SampleData.Batches(SampleTypes.All, 3);
        var schema = IpcBytes.Read(IpcBytes.Stream(batches)).Schema;
        Assert.Equal(batches[0].Schema.FieldsList.Select(field => (field.Name, field.DataType.TypeId)), schema.FieldsList.Select(field => (field.Name, field.DataType.TypeId)));
        Assert.Equal("test", schema.Metadata["who"]);
    }
}
