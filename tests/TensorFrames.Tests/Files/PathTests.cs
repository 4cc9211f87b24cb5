using TensorFrames.Files;
using TensorFrames.Tables;
using Xunit;

namespace TensorFrames.Tests.Files;

public sealed class PathTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_its_parts_in_order_without_hidden_files()
    {
        TableReading.Numbers(_folder["part-b.parquet"], 2);
        TableReading.Numbers(_folder["part-a.parquet"], 3);
        _folder.Text("_SUCCESS", "");
        _folder.Text(".part-a.parquet.crc", "crc");
        var table = TableFiles.Open(_folder.Root);
        Assert.Equal(["part-a.parquet", "part-b.parquet"], table.Partitions.Select(p => p.Name));
        Assert.Equal([0, 1, 2, 0, 1], TableReading.Longs(table.ReadAll()));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(4), InlineData(5)]
    public void A_folder_repartitions_in_order(int count)
    {
        TableReading.Numbers(_folder["a.parquet"], 2, 2, 2, 2);
        TableReading.Numbers(_folder["b.parquet"], 3);
        var table = TableFiles.Open(_folder.Root).Repartition(count);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2], TableReading.Longs(table.ReadAll()));
        Assert.InRange(table.Partitions.Count, 1, count);
    }

    [Theory]
    [InlineData("*.parquet", "a.parquet"), InlineData("*/x?.parquet", "x1.parquet,x2.parquet"), InlineData("**/*.parquet", "a.parquet,y.parquet,x1.parquet,x2.parquet")]
    public void Globs(string pattern, string names)
    {
        Directory.CreateDirectory(_folder["sub/deep"]);
        foreach (var name in new[] { "a", "sub/x1", "sub/x2", "sub/deep/y" })
        {
            TableReading.Numbers(_folder[name + ".parquet"], 1);
        }

        Assert.Equal(names.Split(','), TableFiles.Open(_folder[pattern]).Partitions.Select(p => p.Name));
    }

    [Fact]
    public void Mixed_formats_are_refused()
    {
        TableReading.Numbers(_folder["a.parquet"], 1);
        _folder.Text("b.csv", "x\n1\n");
        Assert.Contains("b.csv", Assert.Throws<TableException>(() => TableFiles.Open(_folder.Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_schemas_are_refused_with_file_column_and_types()
    {
        TableReading.Numbers(_folder["a.parquet"], 1);
        using (var table = ColumnTable.Create().Add("x", [1f]))
        {
            TableReading.Write(new ParquetTableWriter(_folder["b.parquet"], table.Schema), table.ReadAll());
        }

        var error = Assert.Throws<TableException>(() => TableFiles.Open(_folder.Root));
        Assert.Equal("x", error.Column);
        Assert.All(["b.parquet", "float32", "int64"], word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    [Theory, InlineData("missing.parquet"), InlineData("missing*.parquet"), InlineData("a.txt")]
    public void What_is_not_there_or_of_no_known_format_is_named(string name)
    {
        _folder.Text("a.txt", "x");
        Assert.Contains(name, Assert.Throws<TableException>(() => TableFiles.Open(_folder[name])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_appears_only_when_complete_and_replaces_the_old_one_whole()
    {
        WriteFolder(3);
        using (var output = TableFiles.Create(_folder["out/"], TableReading.Long("x")))
        {
            TableReading.Write(output.Open(0), [TableReading.LongBatch("x", [9])]);
            Assert.Equal(3, Directory.GetFiles(_folder["out"]).Length);
        }

        Assert.Equal(["out"], _folder.Entries);
        WriteFolder(2);
        Assert.Equal(["part-00000.parquet", "part-00001.parquet"], Directory.GetFiles(_folder["out"]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal([0, 1], TableReading.Longs(TableFiles.Open(_folder["out/"]).ReadAll()));
        Assert.Equal(["out"], _folder.Entries);
    }

    [Fact]
    public void A_folder_of_other_things_is_never_replaced()
    {
        Directory.CreateDirectory(_folder["out"]);
        _folder.Text("out/thesis.txt", "years of work");
        Assert.Contains("thesis.txt", Assert.Throws<WriteException>(() => TableFiles.Create(_folder["out/"], TableReading.Long("x"))).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("a.csv"), InlineData("a.txt")]
    public void Formats_that_are_not_written_are_refused(string name) =>
        Assert.Throws<WriteException>(() => TableFiles.Create(_folder[name], TableReading.Long("x")));

    private void WriteFolder(int parts)
    {
        using var output = TableFiles.Create(_folder["out/"], TableReading.Long("x"));
        for (var i = 0; i < parts; i++)
        {
            TableReading.Write(output.Open(i), [TableReading.LongBatch("x", [i])]);
        }

        output.Complete();
    }
}
