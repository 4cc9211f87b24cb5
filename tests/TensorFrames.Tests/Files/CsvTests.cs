using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns;
using TensorFrames.Files;
using Xunit;

namespace TensorFrames.Tests.Files;

public sealed class CsvTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1\n-2\n", "int64"), InlineData("1\n2.5\n", "float64"), InlineData("true\nFALSE\n", "bool"), InlineData("true\n1\n", "string")]
    [InlineData("1\ntrue\n", "string"), InlineData("\"\"\n5\n", "int64"), InlineData("a\n1\n", "string"), InlineData("1e3\n7\n", "float64")]
    public void Types_are_inferred(string rows, string type) =>
        Assert.Equal(type, ArrowTypeNames.Of(new CsvTable(_folder.Text("a.csv", "x\n" + rows)).Schema.FieldsList[0].DataType));

    [Fact]
    public void Empty_is_null_but_in_a_string_column_an_empty_string()
    {
        var batch = Assert.Single(new CsvTable(_folder.Text("a.csv", "n,s,b\n1,x,true\n,,\n")).ReadAll());
        Assert.Equal([1L, null], ((Int64Array)batch.Column("n")).ToList(includeNulls: true));
        Assert.Equal(["x", ""], ((StringArray)batch.Column("s")).ToList<string>());
        Assert.Equal([true, null], ((BooleanArray)batch.Column("b")).ToList<bool?>());
    }

    [Fact]
    public void Quotes_line_breaks_and_missing_last_line_break()
    {
        var batch = Assert.Single(new CsvTable(_folder.Text("a.csv", "s,n\n\"a,\"\"b\"\"\nc\",1\né,2")).ReadAll());
        Assert.Equal(["a,\"b\"\nc", "é"], ((StringArray)batch.Column("s")).ToList<string>());
    }

    [Fact]
    public void A_bad_value_is_named_with_file_line_column_text_and_type()
    {
        var table = new CsvTable(_folder.Text("a.csv", "x,y\n1,2\n3,four\n"), new() { CsvSchema = new([new Field("y", Int32Type.Default, true)], null) });
        var error = Assert.Throws<TableException>(() => table.ReadAll());
        Assert.All(["a.csv", "line 3", "'y'", "'four'", "int32"], word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        Assert.Equal(("y", 1L), (error.Column, error.Row));
    }

    [Fact]
    public void Values_out_of_range_are_bad_values() =>
        Assert.Throws<TableException>(() => new CsvTable(_folder.Text("a.csv", "x\n300\n"), new() { CsvSchema = new([new Field("x", UInt8Type.Default, true)], null) }).ReadAll());

    [Theory, InlineData("a,b\n1\n"), InlineData(""), InlineData("a,a\n1,2\n"), InlineData("a,b\n1,2,3\n")]
    public void A_broken_file_is_named(string text) =>
        Assert.Contains("a.csv", Assert.Throws<TableException>(() => new CsvTable(_folder.Text("a.csv", text)).ReadAll()).Message, StringComparison.Ordinal);

    [Fact]
    public void Batches_have_at_most_so_many_rows_and_only_the_columns_asked_for()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i},{-i}\n"));
        var batches = new CsvTable(_folder.Text("a.csv", text), new() { MaxBatchRows = 64 }).ReadAll("b");
        Assert.Equal([64, 64, 64, 8], batches.Select(b => b.Length));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (long)-i), TableReading.Longs(batches, "b"));
        Assert.All(batches, batch => Assert.Equal(1, batch.ColumnCount));
    }
}
