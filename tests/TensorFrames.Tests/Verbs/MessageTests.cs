using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Engine;
using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Verbs;

/// <summary>Errors say what does not fit and how to fix it: column, type, placeholder, dtype, shape, row.</summary>
public sealed class MessageTests
{
    [Theory, EveryRuntime]
    public void Every_failure_names_what_it_is_about_and_a_fix(Runtime tf)
    {
        using var add = SmallGraphs.AddThree(tf);
        using var wide = Identity.Graph(tf, DType.Float32, new(-1, 4));
        using var open = Identity.Graph(tf, DType.Float32, new(-1, -1));
        using var ten = Identity.Graph(tf, DType.Float64, new(10));
        using var scalar = Identity.Graph(tf, DType.Float64, new([]));
        using var text = Identity.Graph(tf, DType.String, new(-1));
        using var sum = Sum(tf);
        var all = new List<string>();
        void Says(Action run) => all.Add(Assert.ThrowsAny<TensorFramesException>(run).Message);
        Says(() => Run(wide, ColumnKind.FixedList(ColumnKind.Floats(6), 3, 2)));
        Says(() => Run(wide, ColumnKind.List(ColumnKind.Floats(6), 3, 2)));
        Says(() => Run(open, Ragged()));
        Says(() => Run(open, ColumnKind.Floats(3)));
        Says(() => Run(wide, Doubles(1)));
        Says(() => Run(add, Strings("a")));
        Says(() => Run(add, new Int64Array.Builder().Append(1).Build()));
        Says(() => Run(add, ColumnKind.Floats(3)));
        Says(() => Run(add, new DoubleArray.Builder().Append(1).AppendNull().Build()));
        Says(() => Run(ten, Doubles(1, 2, 3)));
        Says(() => Run(scalar, Doubles(1)));
        Says(() => Run(add, new NullArray(2)));
        Says(() => Run(add, Doubles(1), new MapOptions { Fetches = ["yy"] }));
        Says(() => Run(add, Doubles(1), new MapOptions { Fetches = ["y:3"] }));
        Says(() => Run(add, Doubles(1), new MapOptions { Fetches = ["y", "y"] }));
        Says(() => Run(add, Doubles(1), new MapOptions { Fetches = ["y"], Keep = ["z"] }));
        Says(() => Run(add, Doubles(1), new MapOptions { Fetches = ["y"], Feeds = new Dictionary<string, string> { ["xx"] = "x" } }));
        Says(() => Run(add, Doubles(1), new MapOptions { Fetches = ["y"], Feeds = new Dictionary<string, string> { ["x"] = "z" } }));
        Says(() => Run(add, Doubles(1), new MapOptions { Fetches = ["y"], Shapes = new Dictionary<string, TensorShape> { ["y"] = new(3) } }));
        Says(() => Run(add, Doubles(1), new MapOptions { Fetches = ["y"], Binary = ["q"] }));
        Says(() => Run(add, Doubles(1), new MapOptions { Fetches = ["y"], Binary = ["y"] }));
        Says(() => Run(add, Doubles(1), new MapOptions { Fetches = ["y"], DefaultNulls = NullPolicy.Fill("many") }));
        Says(() => Run(add, ArrowArrayFactory.Slice(Doubles(1, 2), 1, 1), new MapOptions { Fetches = ["y"], NoCopy = true }));
        Says(() => Run(sum, Doubles(1, 2)));
        Says(() => Run(text, new BinaryArray.Builder().Append((byte[])[0xFF]).Build()));
        Assert.All(all, message => Assert.Contains(" Fix: ", message, StringComparison.Ordinal));
        Assert.All(all, message => Assert.EndsWith(".", message, StringComparison.Ordinal));
    }

    private static Graph Sum(Runtime tf) => Graph.Load(
        new GraphBuilder().Placeholder("x", DType.Float64, -1).Int32("axis", 0).Node("s", "Sum", ["x", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)))
            .Int32("one", 1).Node("y", "Reshape", ["s", "one"], GraphBuilder.T(DType.Float64), ("Tshape", GraphBuilder.Type(DType.Int32))).Bytes,
        tf.Open());

    private static void Run(Graph graph, IArrowArray x, MapOptions? options = null) =>
        Columns.Tables.Run(graph, options ?? new MapOptions { Fetches = ["y"] }, ("x", x)).Dispose();

    private static ListArray Ragged() =>
        new(new ListType(FloatType.Default), 2, new ArrowBuffer.Builder<int>().AppendRange([0, 2, 5]).Build(), ColumnKind.Floats(5), ArrowBuffer.Empty);

    private static DoubleArray Doubles(params double[] values) => new DoubleArray.Builder().AppendRange(values).Build();

    private static StringArray Strings(params string[] values) => new StringArray.Builder().AppendRange(values).Build();
}
