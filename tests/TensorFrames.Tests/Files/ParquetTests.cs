using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Files;
using TensorFrames.Tables;
using Xunit;

namespace TensorFrames.Tests.Files;

public sealed class ParquetTests : IDisposable
{
    private readonly Folder _folder = new();

    private string Target => _folder["out.parquet"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_batch_is_a_row_group() =>
        Assert.Equal([100, 1, 300], new ParquetTable(TableReading.Numbers(Target, 100, 1, 300)).ReadAll().Select(b => b.Length));

    [Fact]
    public void A_large_row_group_is_cut_and_batches_never_span_two() =>
        Assert.Equal([128, 72, 128, 2], new ParquetTable(TableReading.Numbers(Target, 200, 130), new() { MaxBatchRows = 128 }).ReadAll().Select(b => b.Length));

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(99)]
    public void Partitions_of_row_groups_keep_order_and_rows(int count)
    {
        var table = new ParquetTable(TableReading.Numbers(Target, 10, 20, 5, 7, 1)).Repartition(count);
        Assert.Equal(Math.Min(count, 5), table.Partitions.Count);
        Assert.Equal(Enumerable.Range(0, 43).Select(i => (long)i), TableReading.Longs(table.ReadAll()));
        Assert.Equal(table.Partitions.Select(p => p.RowCount!.Value), table.Partitions.Select(p => p.ReadAll().Sum(b => (long)b.Length)));
    }

    [Fact]
    public void Batches_outlive_their_reader() =>
        Assert.Equal([0, 1, 2], TableReading.Longs(new ParquetTable(TableReading.Numbers(Target, 3)).Partitions[0].ReadAll()));

    [Fact]
    public void No_columns_still_give_the_rows()
    {
        var batch = Assert.Single(new ParquetTable(TableReading.Numbers(Target, 7)).Partitions[0].ReadAll([]));
        Assert.Equal((0, 7), (batch.ColumnCount, batch.Length));
    }

    [Fact]
    public void An_unknown_column_is_named() =>
        Assert.Equal("nope", Assert.Throws<TableException>(() => new ParquetTable(TableReading.Numbers(Target, 7)).ReadAll("nope")).Column);

    [Fact]
    public void Columns_that_are_not_selected_are_not_read()
    {
        TableReading.Write(new ParquetTableWriter(Target, TwoColumns), [TwoColumnBatch(5000)]);
        var bytes = File.ReadAllBytes(Target);
        // The second column's pages are made unreadable: only reading them can tell.
        bytes.AsSpan(PagesOf("b")).Fill(0xFF);
        File.WriteAllBytes(Target, bytes);
        Assert.Equal(5000, new ParquetTable(Target).ReadAll("a").Sum(b => b.Length));
        Assert.Throws<TableException>(() => new ParquetTable(Target).ReadAll("b"));
    }

    [Fact]
    public void Cancelling_stops_between_batches()
    {
        using var reader = new ParquetTable(TableReading.Numbers(Target, 3, 3)).Partitions[0].Open();
        using var cancel = new CancellationTokenSource();
        Assert.NotNull(reader.Read(cancel.Token));
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => reader.Read(cancel.Token));
    }

    [Fact]
    public void A_missing_or_cut_file_or_text_is_named()
    {
        File.WriteAllBytes(_folder["cut.parquet"], File.ReadAllBytes(TableReading.Numbers(Target, 500))[..^20]);
        _folder.Text("text.parquet", "no parquet at all");
        foreach (var name in new[] { "cut.parquet", "text.parquet", "missing.parquet" })
        {
            Assert.Contains(name, Assert.Throws<TableException>(() => new ParquetTable(_folder[name])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_is_left_of_a_write_that_is_not_completed()
    {
        using (var writer = new ParquetTableWriter(Target, TableReading.Long("x")))
        {
            writer.Write(TableReading.LongBatch("x", [1]));
        }

        Assert.Empty(_folder.Entries);
    }

    [Fact]
    public void An_existing_target_stays_until_the_new_one_is_complete()
    {
        TableReading.Numbers(Target, 3);
        using var writer = new ParquetTableWriter(Target, TableReading.Long("x"));
        writer.Write(TableReading.LongBatch("x", [41, 42]));
        Assert.Equal([0, 1, 2], TableReading.Longs(new ParquetTable(Target).ReadAll()));
        writer.Complete();
        Assert.Equal([41, 42], TableReading.Longs(new ParquetTable(Target).ReadAll()));
        Assert.Equal(["out.parquet"], _folder.Entries);
    }

    [Fact]
    public void What_was_written_stays_the_callers()
    {
        var batch = TableReading.LongBatch("x", [5, 6, 7]);
        TableReading.Write(new ParquetTableWriter(Target, TableReading.Long("x")), [batch, batch.SliceShared(1, 2)]);
        Assert.Equal([5, 6, 7], TableReading.Longs([batch]));
        Assert.Equal([5, 6, 7, 6, 7], TableReading.Longs(new ParquetTable(Target).ReadAll()));
    }

    [Fact]
    public void A_type_that_parquet_cannot_hold_is_named_with_the_fix()
    {
        var schema = new Schema([new("ok", Int64Type.Default, true), new("span", new IntervalType(IntervalUnit.MonthDayNanosecond), true)], null);
        var error = Assert.Throws<WriteException>(() => new ParquetTableWriter(Target, schema));
        Assert.Equal("span", error.Column);
        Assert.Contains(".arrow", error.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Entries);
    }

    private static Schema TwoColumns => new([new("a", Int64Type.Default, false), new("b", Int64Type.Default, false)], null);

    private static RecordBatch TwoColumnBatch(int rows)
    {
        var array = new Int64Array.Builder().AppendRange(Enumerable.Range(0, rows).Select(i => (long)i)).Build();
        return new RecordBatch(TwoColumns, [array, array], rows);
    }

    private const int Magic = 4; // "PAR1", then the columns' chunks one after another

    private Range PagesOf(string column)
    {
        using var reader = new ParquetSharp.ParquetFileReader(Target);
        using var group = reader.RowGroup(0);
        using var first = group.MetaData.GetColumnChunkMetaData(0);
        using var second = group.MetaData.GetColumnChunkMetaData(1);
        var (a, b) = ((int)first.TotalCompressedSize, (int)second.TotalCompressedSize);
        return column == "a" ? Magic..(Magic + a) : (Magic + a)..(Magic + a + b);
    }
}
