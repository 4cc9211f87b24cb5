using System.Runtime.InteropServices;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>Graphs of a few nodes.</summary>
internal static class SmallGraphs
{
    /// <summary>y = x + 3, float64.</summary>
    internal static Graph AddThree() => Load(new GraphBuilder().Placeholder("x", DType.Float64, -1)
        .Node("three", "Const", [], ("dtype", GraphBuilder.Type(DType.Float64)), ("value", GraphBuilder.Tensor(DType.Float64, MemoryMarshal.AsBytes<double>([3.0]))))
        .Node("y", "Add", ["x", "three"], GraphBuilder.T(DType.Float64)));

    /// <summary>sum = x + y and difference = x − y of float32 vectors of four.</summary>
    internal static Graph SumAndDifference() => Load(new GraphBuilder().Placeholder("x", DType.Float32, -1, 4).Placeholder("y", DType.Float32, -1, 4)
        .Node("sum", "Add", ["x", "y"], GraphBuilder.T(DType.Float32))
        .Node("difference", "Sub", ["x", "y"], GraphBuilder.T(DType.Float32)));

    /// <summary>b = a, strings.</summary>
    internal static Graph SameText() => Load(new GraphBuilder().Placeholder("a", DType.String, -1).Node("b", "Identity", ["a"], GraphBuilder.T(DType.String)));

    /// <summary>top = the largest of the block: one row a block.</summary>
    internal static Graph LargestOfBlock() => Load(new GraphBuilder().Placeholder("id", DType.Int64, -1).Int32("axis", 0)
        .Node("top", "Max", ["id", "axis"], GraphBuilder.T(DType.Int64), ("Tidx", GraphBuilder.Type(DType.Int32)), ("keep_dims", new() { B = true })));

    /// <summary>y = x, with an error wherever x is NaN or infinite.</summary>
    internal static Graph Checked() => Load(new GraphBuilder().Placeholder("x", DType.Float64, -1)
        .Node("y", "CheckNumerics", ["x"], GraphBuilder.T(DType.Float64), ("message", new() { S = Google.Protobuf.ByteString.CopyFromUtf8("not a number") })));

    /// <summary>y = x of uint8.</summary>
    internal static Graph SameBytes() => Load(new GraphBuilder().Placeholder("x", DType.UInt8, -1).Node("y", "Identity", ["x"], GraphBuilder.T(DType.UInt8)));

    /// <summary>same_NAME = NAME, a number a row, for each of these names.</summary>
    internal static Graph Same(params (string Name, DType DType)[] columns)
    {
        var graph = new GraphBuilder();
        foreach (var (name, dtype) in columns)
        {
            graph.Placeholder(name, dtype, -1).Node($"same_{name}", "Identity", [name], GraphBuilder.T(dtype));
        }

        return Load(graph);
    }

    /// <summary>y = x and there = whether there was an x, from a placeholder 'is_there' for a mask.</summary>
    internal static Graph Masked() => Load(new GraphBuilder().Placeholder("x", DType.Float64, -1).Placeholder("is_there", DType.Bool, -1)
        .Node("y", "Identity", ["x"], GraphBuilder.T(DType.Float64))
        .Node("there", "Identity", ["is_there"], GraphBuilder.T(DType.Bool)));

    /// <summary>y = x + 3 · 1e-300 · n⁵ or so, that is x; each block takes a product of two n × n matrices, which no rewriting can take out.</summary>
    internal static Graph Slow(int n) => Load(SlowNodes(n));

    /// <inheritdoc cref="Slow"/>
    internal static GraphBuilder SlowNodes(int n) => new GraphBuilder().Placeholder("x", DType.Float64, -1).Int32("axis", 0)
        .Node("s", "Sum", ["x", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)), ("keep_dims", new() { B = false }))
        .Work("s", n)
        .Node("y", "Add", ["x", "work"], GraphBuilder.T(DType.Float64));

    /// <summary>x = the sum of a block, and a product of matrices as in <see cref="Slow"/> for each run.</summary>
    internal static Graph SlowSumOfBlocks(int n) => Load(new GraphBuilder().Placeholder("x_input", DType.Float64, -1).Int32("axis", 0)
        .Node("s", "Sum", ["x_input", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)), ("keep_dims", new() { B = false }))
        .Work("s", n)
        .Node("x", "Add", ["s", "work"], GraphBuilder.T(DType.Float64)));

    /// <summary>x = x_1 + x_2, and a product of matrices for each run.</summary>
    internal static Graph SlowSumOfRows(int n) => Load(new GraphBuilder().Placeholder("x_1", DType.Float64).Placeholder("x_2", DType.Float64)
        .Node("s", "Add", ["x_1", "x_2"], GraphBuilder.T(DType.Float64))
        .Work("s", n)
        .Node("x", "Add", ["s", "work"], GraphBuilder.T(DType.Float64)));

    /// <summary>y = a number in [0, 1) a row, drawn anew by every run; x gives the rows alone.</summary>
    internal static Graph Drawn() => Load(new GraphBuilder().Placeholder("x", DType.Float64, -1)
        .Node("shape", "Shape", ["x"], GraphBuilder.T(DType.Float64), ("out_type", GraphBuilder.Type(DType.Int32)))
        .Node("y", "RandomUniform", ["shape"], ("dtype", GraphBuilder.Type(DType.Float32)), GraphBuilder.T(DType.Int32)));

    internal static Graph Load(GraphBuilder graph) => Graph.Load(graph.Bytes);

    // work = next to nothing, made of a product of two n × n matrices of this number.
    private static GraphBuilder Work(this GraphBuilder graph, string number, int n) => graph.Int32("axes", 0, 1).Int32("dims", n, n)
        .Node("tiny", "Const", [], ("dtype", GraphBuilder.Type(DType.Float64)), ("value", GraphBuilder.Tensor(DType.Float64, MemoryMarshal.AsBytes<double>([1e-300]))))
        .Node("m", "Fill", ["dims", number], GraphBuilder.T(DType.Float64), ("index_type", GraphBuilder.Type(DType.Int32)))
        .Node("p", "MatMul", ["m", "m"], GraphBuilder.T(DType.Float64), ("transpose_a", new() { B = false }), ("transpose_b", new() { B = false }))
        .Node("r", "Sum", ["p", "axes"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)), ("keep_dims", new() { B = false }))
        .Node("work", "Mul", ["r", "tiny"], GraphBuilder.T(DType.Float64));
}
