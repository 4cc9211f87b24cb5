using Apache.Arrow;
using Apache.Arrow.Types;
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
    public void Buffers_in_any_order_are_read()
    {
        var frames = IpcFrame.Split(IpcBytes.Stream(SampleData.Batches("utf8", 40)));
        var (length, body) = (frames[1].Body.Length, frames[1].Body);
        var moved = frames[1].WithFirstBufferMovedTo(length);
        var read = IpcBytes.Read(IpcFrame.Join([frames[0], moved]));
        IpcAssert.Same(IpcBytes.Read(IpcFrame.Join(frames)).Batches, read.Batches);
        Assert.True(moved.Body.Length > body.Length);
    }

    [Fact]
    public void Registered_extension_type_comes_as_such_and_unregistered_as_its_storage()
    {
        var registry = new ExtensionTypeRegistry();
        registry.Register(GuidExtensionDefinition.Instance);
        var field = new Field("id", new FixedSizeBinaryType(16), true, new Dictionary<string, string>(StringComparer.Ordinal) { ["ARROW:extension:name"] = "arrow.uuid" });
        var bytes = IpcBytes.Stream([new(new Schema([field], null), [ArrowArrayFactory.BuildArray(new SampleData(1).Make(field.DataType, 20))], 20)]);
        var registered = IpcBytes.Read(new MemoryStream(bytes), new() { ExtensionTypes = registry }).Batches[0];
        var storage = IpcBytes.Read(bytes).Batches[0];
        Assert.IsType<GuidArray>(registered.Column(0));
        Assert.IsType<Apache.Arrow.Arrays.FixedSizeBinaryArray>(storage.Column(0));
        Assert.Equal(Cells.All(storage), Cells.All(registered));
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
