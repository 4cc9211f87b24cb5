using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using TensorFrames.Ipc;
using Xunit;

namespace TensorFrames.Tests.Ipc;

/// <summary>Arrays whose first offset is not 0, as other libraries hand them out, are written with their own values.</summary>
public sealed class ZeroBasedTests
{
    [Fact]
    public void Text_keeps_its_values() => ComesBack(Later(Texts(), 2));

    [Fact]
    public void Large_binary_keeps_its_values()
    {
        var bytes = new ArrowBuffer.Builder<long>().Append(3).Append(4).Append(4).Append(8).Build();
        ComesBack(ArrowArrayFactory.BuildArray(new ArrayData(LargeBinaryType.Default, 3, 0, 0, [ArrowBuffer.Empty, bytes, new ArrowBuffer("xyzabcdefgh"u8.ToArray())])));
    }

    [Fact]
    public void Lists_of_text_keep_theirs_at_either_depth()
    {
        var offsets = new ArrowBuffer.Builder<int>().Append(0).Append(1).Append(3).Append(3).Append(6).Build();
        var lists = ArrowArrayFactory.BuildArray(new ArrayData(new ListType(StringType.Default), 4, 0, 0, [ArrowBuffer.Empty, offsets], [Later(Texts(), 1).Data]));
        ComesBack(lists);
        ComesBack(Later(lists, 1));
        ComesBack(Later(lists, 3));
    }

    [Fact]
    public void Structs_and_fixed_size_lists_of_text_keep_theirs()
    {
        var text = Later(Texts(), 1);
        ComesBack(ArrowArrayFactory.BuildArray(new ArrayData(new StructType([new Field("t", StringType.Default, true)]), 6, 0, 0, [ArrowBuffer.Empty], [text.Data])));
        ComesBack(ArrowArrayFactory.BuildArray(new ArrayData(new FixedSizeListType(StringType.Default, 2), 3, 0, 0, [ArrowBuffer.Empty], [text.Data])));
    }

    [Fact]
    public void Slices_and_what_begins_at_zero_are_left_as_they_are()
    {
        var batch = Batch(Texts());
        Assert.Same(batch, ZeroBased.Of(batch));
        using var slice = batch.Slice(2, 3);
        Assert.Same(slice, ZeroBased.Of(slice));
        ComesBack(slice.Column(0));
    }

    private static StringArray Texts() => new StringArray.Builder().AppendRange(["zero", "one", "", "three", "fö", "five", "six"]).Build();

    // The same array without its first entries, said by its buffers instead of an offset.
    private static IArrowArray Later(IArrowArray array, int entries)
    {
        var data = array.Data;
        ArrowBuffer[] buffers = [ArrowBuffer.Empty, new(data.Buffers[1].Memory[(entries * sizeof(int))..]), .. data.Buffers.Skip(2)];
        return ArrowArrayFactory.BuildArray(new ArrayData(data.DataType, data.Length - entries, 0, 0, buffers, data.Children));
    }

    private static RecordBatch Batch(IArrowArray column) => new(new Schema([new Field("x", column.Data.DataType, true)], null), [column], column.Length);

    private static void ComesBack(IArrowArray column)
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("x.arrows");
        var batch = Batch(column);
        using (var writer = new IpcStreamWriter(path, batch.Schema))
        {
            writer.Write(batch);
            writer.Complete();
        }

        using var reader = new ArrowStreamReader(File.OpenRead(path));
        using var read = reader.ReadNextRecordBatch();
        ArrowCompare.Equal(column, read.Column(0));
    }
}
