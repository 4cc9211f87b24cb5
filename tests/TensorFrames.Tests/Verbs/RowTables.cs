using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Verbs;

/// <summary>Columns and graphs for runs over single rows.</summary>
internal static class RowTables
{
    internal static DoubleArray Doubles(params double[] values) => new DoubleArray.Builder().AppendRange(values).Build();

    internal static ListArray Lists(params double[][] cells)
    {
        var builder = new ListArray.Builder(DoubleType.Default);
        foreach (var cell in cells)
        {
            builder.Append();
            ((DoubleArray.Builder)builder.ValueBuilder).AppendRange(cell);
        }

        return builder.Build();
    }

    /// <summary>Lists of lists: one entry a row.</summary>
    internal static ListArray Matrices(params double[][][] cells)
    {
        var builder = new ListArray.Builder(new ListType(DoubleType.Default));
        var inner = (ListArray.Builder)builder.ValueBuilder;
        foreach (var cell in cells)
        {
            builder.Append();
            foreach (var line in cell)
            {
                inner.Append();
                ((DoubleArray.Builder)inner.ValueBuilder).AppendRange(line);
            }
        }

        return builder.Build();
    }

    /// <summary>y = op(x) for a float64 placeholder of this cell shape.</summary>
    internal static Graph Unary(Runtime tf, string op, params long[] cell) => Graph.Load(
        new GraphBuilder().Placeholder("x", DType.Float64, cell).Node("y", op, ["x"], GraphBuilder.T(DType.Float64)).Bytes, tf.Open());

    /// <summary>y = op(a, b) for float64 placeholders of these cell shapes.</summary>
    internal static Graph Binary(Runtime tf, string op, long[] a, long[] b) => Graph.Load(
        new GraphBuilder().Placeholder("a", DType.Float64, a).Placeholder("b", DType.Float64, b).Node("y", op, ["a", "b"], GraphBuilder.T(DType.Float64)).Bytes, tf.Open());

    /// <summary>y = the sum of a cell's elements over its axis 0.</summary>
    internal static Graph SumOfAxis0(Runtime tf, params long[] cell) => Graph.Load(
        new GraphBuilder().Placeholder("x", DType.Float64, cell).Int32Scalar("axis", 0)
            .Node("y", "Sum", ["x", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)), ("keep_dims", new() { B = false })).Bytes,
        tf.Open());

    internal static (object?[] Cells, ConversionReport Report) MapRows(Graph graph, MapOptions options, params (string Name, IArrowArray Column)[] columns)
    {
        var frame = Columns.Tables.Frame(columns).MapRows(graph, options);
        using var batch = Assert.Single(frame.ToBatches(new EngineOptions { Parallelism = 1 }, TestContext.Current.CancellationToken));
        return ([.. ArrowCompare.Of(batch.Column(0))], frame.Reports[0]);
    }

    internal static object?[] Cells(Graph graph, params (string Name, IArrowArray Column)[] columns) => MapRows(graph, new MapOptions(), columns).Cells;

    internal static void Same(object?[] actual, params object?[] expected) =>
        Assert.True(ArrowCompare.Same(expected.ToList(), actual.ToList()), ArrowCompare.Text(actual.ToList()));

    internal static List<object?> Cell(params object?[] values) => [.. values];
}
