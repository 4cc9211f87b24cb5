using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tables;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Tests.Verbs;

/// <summary>Reducing graphs, by TensorFrames' names, and small tables for them.</summary>
internal static class ReduceGraphs
{
    /// <summary>x = the first row of x_input, of any dtype and shape: memory of the block that TensorFlow may share.</summary>
    internal static Graph First(Runtime tf, DType dtype, TensorShape block) => Graph.Load(
        new GraphBuilder().Placeholder("x_input", dtype, block.Dims.ToArray()).Int32Scalar("zero", 0)
            .Node("x", "Gather", ["x_input", "zero"], ("Tparams", GraphBuilder.Type(dtype)), ("Tindices", GraphBuilder.Type(DType.Int32))).Bytes,
        tf.Open());

    /// <summary>x = x_1 or x_2, as it is.</summary>
    internal static Graph Either(Runtime tf, int which, DType dtype, TensorShape cell) => Graph.Load(
        new GraphBuilder().Placeholder("x_1", dtype, cell.Dims.ToArray()).Placeholder("x_2", dtype, cell.Dims.ToArray())
            .Node("x", "Identity", [$"x_{which}"], GraphBuilder.T(dtype)).Bytes,
        tf.Open());

    internal static GraphBuilder SumOfBlocks => new GraphBuilder().Blocks("x", "Sum", DType.Float64);

    internal static GraphBuilder SumOfRows => new GraphBuilder().Rows("x", "Add", DType.Float64);

    internal static Graph SumBlocks(Runtime tf) => SumOfBlocks.Load(tf);

    internal static Graph SumRows(Runtime tf) => SumOfRows.Load(tf);

    internal static Graph Load(this GraphBuilder graph, Runtime tf) => Graph.Load(graph.Bytes, tf.Open());

    /// <summary>The first row of a result's column as one value: a number, a string, or a list.</summary>
    internal static object? Only(this RecordBatch result, string column = "x")
    {
        using (result)
        {
            return ArrowCompare.Of(result.Column(column)).Single();
        }
    }

    internal static DoubleArray Doubles(params IEnumerable<double> values) => new DoubleArray.Builder().AppendRange(values).Build();

    internal static Int32Array Ints(params int[] values) => new Int32Array.Builder().AppendRange(values).Build();

    /// <summary>Lists of doubles of any lengths.</summary>
    internal static ListArray Lists(params double[][] cells)
    {
        var offsets = new ArrowBuffer.Builder<int>().Append(0);
        var at = 0;
        foreach (var cell in cells)
        {
            offsets.Append(at += cell.Length);
        }

        return new ListArray(new ListType(DoubleType.Default), cells.Length, offsets.Build(), Doubles(cells.SelectMany(c => c)), ArrowBuffer.Empty);
    }

    /// <summary>A column x of so many partitions, each of batches cut at these rows.</summary>
    internal static Frame Cut(IArrowArray x, int partitions, params int[] cuts)
    {
        var schema = new Schema([new Field("x", x.Data.DataType, nullable: true)], null);
        int[] ends = [.. cuts.Append(x.Length).Select(c => Math.Clamp(c, 0, x.Length)).Order()];
        var batches = ends.Select((end, i) => (Start: i == 0 ? 0 : ends[i - 1], End: end))
            .Select(b => new RecordBatch(schema, [ArrowArrayFactory.Slice(x, b.Start, b.End - b.Start)], b.End - b.Start)).ToArray();
        return Frame.From(new MemoryTable(schema, batches)).Repartition(partitions);
    }
}
