using TensorFrames.Ipc;
using Xunit;

namespace TensorFrames.Tests.Ipc;

public class PartitionTests
{
    private static readonly int[] Rows = [100, 1, 0, 50, 7, 200, 3];

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(7), InlineData(50)]
    public void File_splits_between_batches_and_keeps_all_rows_in_order(int count)
    {
        using var folder = new TemporaryFolder();
        var batches = SampleData.Batches(SampleTypes.All, Rows);
        var table = new IpcFileTable(folder.Write("t.arrow", IpcBytes.File(batches))).Repartition(count);
        Assert.Equal(Math.Min(count, Rows.Length), table.Partitions.Count);
        var parts = table.Partitions.Select(partition => IpcBytes.Read(partition)).ToList();
        Assert.All(parts, part => Assert.NotEmpty(part));
        IpcAssert.Same(batches, [.. parts.SelectMany(part => part)]);
    }

    [Fact]
    public void Partitions_are_read_by_several_threads_at_once()
    {
        using var folder = new TemporaryFolder();
        var batches = SampleData.Batches(SampleTypes.All, [.. Enumerable.Range(1, 40)]);
        var table = new IpcFileTable(folder.Write("t.arrow", IpcBytes.File(batches, IpcCompression.Zstd))).Repartition(8);
        IpcAssert.Same(batches, [.. table.Partitions.AsParallel().AsOrdered().SelectMany(partition => IpcBytes.Read(partition))]);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Table_opens_as_what_it_is_whatever_its_extension(bool file)
    {
        using var folder = new TemporaryFolder();
        var batches = SampleData.Batches("int32", 10);
        var table = IpcTable.Open(folder.Write("t", file ? IpcBytes.File(batches) : IpcBytes.Stream(batches)));
        Assert.Equal(file, table is IpcFileTable);
        IpcAssert.Same(batches, IpcBytes.Read(table.Partitions[0]));
    }

    [Fact]
    public void Partitions_are_named_by_their_batches()
    {
        using var folder = new TemporaryFolder();
        var table = new IpcFileTable(folder.Write("t.arrow", IpcBytes.File(SampleData.Batches("int32", 10, 10))));
        Assert.Equal("t.arrow", table.Partitions[0].Name);
        Assert.Equal(["t.arrow[0..1]", "t.arrow[1..2]"], table.Repartition(2).Partitions.Select(partition => partition.Name));
    }

    [Fact]
    public void Missing_file_is_named()
    {
        var error = Assert.Throws<TableException>(() => new IpcFileTable("/nowhere/t.arrow"));
        Assert.Contains("'t.arrow' cannot be opened", error.Message);
    }

    [Fact]
    public void Stream_in_place_of_a_file_says_so()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.arrow", IpcBytes.Stream(SampleData.Batches("int32", 10)));
        Assert.Contains("does not begin with ARROW1", Assert.Throws<TableException>(() => new IpcFileTable(path)).Message);
    }
}
