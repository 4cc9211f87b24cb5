using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns;
using TensorFrames.Tables;
using Xunit;

namespace TensorFrames.Tests.Files;

public class MemoryTests
{
    [Fact]
    public void Disposing_what_was_read_leaves_the_callers_batch()
    {
        var batch = TableReading.LongBatch("x", [1, 2, 3]);
        var table = new MemoryTable(batch.Schema, [batch]);
        table.ReadAll().ForEach(read => read.Dispose());
        Assert.Equal([1, 2, 3], TableReading.Longs(table.ReadAll()));
    }

    [Theory, EveryRuntime]
    public void A_run_that_borrows_the_callers_batches_leaves_them(Runtime tf)
    {
        using var graph = Engine.SmallGraphs.Same(tf);
        var batch = new RecordBatch.Builder().Append("x", nullable: false, a => a.Double(values => values.AppendRange([1, 2, 3]))).Build();
        var frame = Frame.From(batch).MapBlocks(graph, "y");
        var results = Enumerable.Range(0, 3).SelectMany(_ => frame.ToBatches(cancellationToken: TestContext.Current.CancellationToken)).ToList();
        results.ForEach(r => r.Dispose());
        Assert.Equal([1.0, 2, 3], ((DoubleArray)batch.Column(0)).Values.ToArray());
    }

    [Theory, EveryRuntime]
    public void Results_outlive_the_batches_they_share_memory_with(Runtime tf)
    {
        using var graph = Engine.SmallGraphs.Same(tf);
        using var table = ColumnTable.Create().Add("x", [1.0, 2, 3]);
        var batch = Assert.Single(table.ReadAll());
        var result = Assert.Single(Frame.From(batch).MapBlocks(graph, "y").ToBatches(cancellationToken: TestContext.Current.CancellationToken));
        batch.Dispose();
        table.Dispose();
        Assert.All([0, 1], i => Assert.Equal([1.0, 2, 3], ((DoubleArray)result.Column(i)).Values.ToArray()));
        result.Dispose();
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(9)]
    public void Batches_are_repartitioned_in_order(int count)
    {
        var batches = Enumerable.Range(0, 5).Select(i => TableReading.LongBatch("x", [i, i + 10])).ToList();
        var table = new MemoryTable(batches[0].Schema, batches).Repartition(count);
        Assert.Equal(Math.Min(count, 5), table.Partitions.Count);
        Assert.Equal(TableReading.Longs(batches), TableReading.Longs(table.ReadAll()));
    }

    [Fact]
    public void A_batch_of_another_schema_is_refused() =>
        Assert.Throws<TableException>(() => new MemoryTable(TableReading.Long("y"), [TableReading.LongBatch("x", [1])]));

    [Fact]
    public void Plain_arrays_are_columns_on_64_byte_boundaries_and_counted()
    {
        using var table = ColumnTable.Create().Add("x", [1f, 2f]).Add("v", [1, 2, 3, 4, 5, 6], cellShape: 3).Add("b", [true, false])
            .Add("s", "é", null).Add("y", new byte[][] { [1, 2], [3] }).Add("h", [(Half)1, (Half)2]);
        var batch = Assert.Single(table.ReadAll());
        Assert.Equal(["float32", "list<int32>[3]", "bool", "string", "binary", "float16"], table.Schema.FieldsList.Select(f => ArrowTypeNames.Of(f.DataType)));
        Assert.Equal("[[1, 2, 3], [4, 5, 6]]", ArrowCompare.Text(ArrowCompare.Of(batch.Column("v"))));
        Assert.Equal("[C3A9, null]", ArrowCompare.Text(ArrowCompare.Of(batch.Column("s"))));
        Assert.True(table.CopiedBytes >= 8 + 24 + 1 + 2 + 3 + 4);
        Assert.True(Aligned(((FixedSizeListArray)batch.Column("v")).Values.Data.Buffers[1]) && Aligned(batch.Column("x").Data.Buffers[1]));
    }

    [Fact]
    public void Columns_of_other_lengths_or_half_cells_are_refused()
    {
        using var table = ColumnTable.Create().Add("x", [1f, 2f]);
        Assert.Equal("y", Assert.Throws<TableException>(() => table.Add("y", [1])).Column);
        Assert.Equal("v", Assert.Throws<TableException>(() => table.Add("v", [1, 2, 3], cellShape: 2)).Column);
        Assert.Equal("x", Assert.Throws<TableException>(() => table.Add("x", [1f, 2f])).Column);
    }

    [Fact]
    public void Plain_arrays_repartition_at_multiples_of_64()
    {
        var values = Enumerable.Range(0, 1000).Select(i => (long)i).ToArray();
        using var table = ColumnTable.Create().Add("x", values);
        var parts = table.Repartition(3);
        Assert.Equal(3, parts.Partitions.Count);
        Assert.All(parts.Partitions.SkipLast(1), part => Assert.Equal(0, part.RowCount % 64));
        Assert.Equal(values, TableReading.Longs(parts.ReadAll()));
    }

    [Fact]
    public void A_stream_is_read_once()
    {
        var table = new StreamTable(TableReading.Long("x"), Batches(3, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal([0, 1, 2], TableReading.Longs(table.ReadAll()));
        Assert.Throws<TableException>(() => table.ReadAll());
    }

    [Fact]
    public async Task A_waiting_stream_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        using var reader = new StreamTable(TableReading.Long("x"), Batches(1, forever: true, TestContext.Current.CancellationToken)).Partitions[0].Open();
        Assert.NotNull(reader.Read(cancel.Token));
        var waiting = Task.Run(() => Assert.ThrowsAny<OperationCanceledException>(() => reader.Read(cancel.Token)), TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await waiting;
    }

    [Fact]
    public void Batches_are_cut_without_a_copy()
    {
        var batch = TableReading.LongBatch("x", Enumerable.Range(0, 200).Select(i => (long)i));
        using var cutter = new BatchCutter(new MemoryTable(batch.Schema, [batch]).Partitions[0].Open(), 64);
        List<RecordBatch> pieces = [];
        while (cutter.Read(TestContext.Current.CancellationToken) is { } piece)
        {
            pieces.Add(piece);
        }

        Assert.Equal([64, 64, 64, 8], pieces.Select(p => p.Length));
        Assert.Equal(TableReading.Longs([batch]), TableReading.Longs(pieces));
        Assert.All(pieces, piece => Assert.True(piece.Column(0).Data.Buffers[1].Span.Overlaps(batch.Column(0).Data.Buffers[1].Span)));
    }

    [Theory(SkipUnless = nameof(GoldenFileTests.Here), SkipType = typeof(GoldenFileTests), Skip = Golden.Missing)]
    [InlineData("14_pass_through"), InlineData("01_string_dict"), InlineData("02_fixed_shape_tensor"), InlineData("02_reverse_bool"), InlineData("01_string_large_utf8")]
    public void All_batches_join_into_one(string name)
    {
        var batches = TableReading.Arrows(Golden.Path(name + "/input.arrows"));
        var joined = BatchJoiner.Join(batches[0].Schema, batches)!;
        ArrowCompare.Equal(batches, [joined]);
    }

    [Fact]
    public void Slices_join_too()
    {
        var batch = TableReading.LongBatch("x", Enumerable.Range(0, 100).Select(i => (long)i));
        var joined = BatchJoiner.Join(batch.Schema, [batch.SliceShared(10, 3), batch.SliceShared(70, 2)])!;
        Assert.Equal([10, 11, 12, 70, 71], TableReading.Longs([joined]));
    }

    [Theory]
    [InlineData(0, 0), InlineData(3, 0), InlineData(0, 2), InlineData(1, 1)]
    public void What_is_joined_outlives_what_it_was_joined_of(params int[] lists)
    {
        // A cell of so many lists of two texts each.
        RecordBatch Cells(int count)
        {
            var texts = Enumerable.Range(0, 2 * count).Aggregate(new StringArray.Builder(), (all, i) => all.Append($"{i}")).Build();
            var inner = new ListArray(new ListType(StringType.Default), count, Offsets([.. Enumerable.Range(0, count + 1).Select(i => 2 * i)]), texts, ArrowBuffer.Empty);
            var cells = new ListArray(new ListType(inner.Data.DataType), 1, Offsets(0, count), inner, ArrowBuffer.Empty);
            return new RecordBatch(new Schema([new Field("x", cells.Data.DataType, nullable: true)], null), [cells], 1);
        }

        List<RecordBatch> batches = [.. lists.Select(Cells)];
        using var joined = BatchJoiner.Join(batches[0].Schema, batches)!;
        batches.ForEach(batch => batch.Dispose());
        using var retained = new RecordBatch(joined.Schema, [ArrowArrayFactory.BuildArray(joined.Column(0).Data.Retain())], joined.Length);
        ArrowCompare.Equal([.. lists.Select(Cells)], [retained]);
    }

    private static ArrowBuffer Offsets(params int[] offsets) => new ArrowBuffer.Builder<int>().AppendRange(offsets).Build();

    private static unsafe bool Aligned(ArrowBuffer buffer)
    {
        fixed (byte* address = buffer.Span)
        {
            return (nint)address % 64 == 0;
        }
    }

    private static async IAsyncEnumerable<RecordBatch> Batches(int count, bool forever = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return TableReading.LongBatch("x", [i]);
        }

        if (forever)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }
}
