using Apache.Arrow;
using TensorFrames.Tables;
using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Columns;

/// <summary>Sends one column through <c>y = Identity(x)</c> and gives what came back, with what it cost.</summary>
internal static class Identity
{
    internal static Graph Graph(Runtime tf, DType dtype, TensorShape shape) => Graph(tf.Open(), dtype, shape);

    internal static Graph Graph(TensorFlowRuntime runtime, DType dtype, TensorShape shape)
    {
        var builder = shape.HasRank ? new GraphBuilder().Placeholder("x", dtype, shape.Dims.ToArray())
            : new GraphBuilder().Node("x", "Placeholder", [], ("dtype", GraphBuilder.Type(dtype)));
        return TensorFrames.Graph.Load(builder.Node("y", "Identity", ["x"], GraphBuilder.T(dtype)).Bytes, runtime);
    }

    internal static (IArrowArray Column, ConversionReport Report) Run(Runtime tf, IArrowArray x, DType dtype, TensorShape shape, MapOptions? options = null, Field? field = null)
    {
        using var graph = Graph(tf, dtype, shape);
        var schema = new Schema([field ?? new Field("x", x.Data.DataType, nullable: true)], null);
        var frame = Frame.From(new MemoryTable(schema, [new RecordBatch(schema, [x], x.Length)]))
            .MapBlocks(graph, (options ?? new MapOptions()) with { Fetches = ["y"], Keep = [] });
        var batches = frame.ToBatches(new EngineOptions { Parallelism = 1 }, TestContext.Current.CancellationToken).ToList();
        return (Assert.Single(batches).Column("y"), frame.Reports[0]);
    }
}
