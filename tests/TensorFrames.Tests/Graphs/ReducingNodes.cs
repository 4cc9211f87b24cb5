namespace TensorFrames.Tests.Graphs;

/// <summary>Nodes of reduces, by TensorFrames' names.</summary>
internal static class ReducingNodes
{
    /// <summary>name = op(name_input) over axis 0, for a reduce of blocks.</summary>
    internal static GraphBuilder Blocks(this GraphBuilder graph, string name, string op, DType dtype, params long[] cell) => graph
        .Placeholder(name + "_input", dtype, [-1, .. cell]).Int32(name + "_axis", 0)
        .Node(name, op, [name + "_input", name + "_axis"], dtype == DType.Bool ? [("Tidx", GraphBuilder.Type(DType.Int32))] : [GraphBuilder.T(dtype), ("Tidx", GraphBuilder.Type(DType.Int32))]);

    /// <summary>name = op(name_1, name_2), for a reduce of rows.</summary>
    internal static GraphBuilder Rows(this GraphBuilder graph, string name, string op, DType dtype, params long[] cell) => graph
        .Placeholder(name + "_1", dtype, cell).Placeholder(name + "_2", dtype, cell)
        .Node(name, op, [name + "_1", name + "_2"], GraphBuilder.T(dtype));
}
