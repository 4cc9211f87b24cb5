using TensorFrames.Ipc;
using Xunit;

namespace TensorFrames.Tests.Ipc;

public class SelectionTests
{
    [Theory, InlineData(true), InlineData(false)]
    public void Wanted_columns_come_in_the_order_asked_for(bool seekable)
    {
        var batches = SampleData.Batches(SampleTypes.All, 50, 3);
        var bytes = IpcBytes.Stream(batches);
        string[] wanted = ["utf8_view", "struct", "bool", "binary_view", "dictionary_of_lists"];
        using var reader = new AlignedIpcReader(seekable ? new MemoryStream(bytes) : new TrickleStream(bytes, 1000));
        reader.Select(wanted);
        Assert.Equal(wanted, reader.Schema.FieldsList.Select(field => field.Name));
        foreach (var expected in batches)
        {
            using var batch = reader.Read(TestContext.Current.CancellationToken)!;
            Assert.Equal(
                wanted.SelectMany(name => Enumerable.Range(0, expected.Length).Select(row => Cells.Of(expected.Column(name), row))),
                Cells.All(batch));
        }
    }

    [Fact]
    public void Bytes_of_other_columns_are_not_read()
    {
        var bytes = IpcBytes.Stream(SampleData.Batches(SampleTypes.All, 30_000));
        using var reader = new AlignedIpcReader(new MemoryStream(bytes));
        reader.Select(["float32"]);
        using var batch = reader.Read(TestContext.Current.CancellationToken);
        Assert.InRange(reader.Statistics.BytesRead, 120_000, 150_000);
        Assert.InRange(reader.Statistics.BytesSkipped, bytes.Length - 150_000, bytes.Length);
    }

    [Fact]
    public void Unknown_column_is_refused_with_the_names_there_are()
    {
        using var reader = new AlignedIpcReader(new MemoryStream(IpcBytes.Stream(SampleData.Batches("utf8", 1))), new() { Name = "t.arrows" });
        var error = Assert.Throws<TableException>(() => reader.Select(["y"]));
        Assert.Matches("'t.arrows'.*column 'y'.*no such column. It has: utf8", error.Message);
    }

    [Fact]
    public void No_column_at_all_still_counts_rows()
    {
        using var reader = new AlignedIpcReader(new MemoryStream(IpcBytes.Stream(SampleData.Batches("utf8", 12))));
        reader.Select([]);
        using var batch = reader.Read(TestContext.Current.CancellationToken)!;
        Assert.Equal((12, 0), (batch.Length, batch.ColumnCount));
    }
}
