using TensorFrames.Graphs;
using TensorFrames.Interop;
using TensorFrames.Run;

namespace TensorFrames;

/// <summary>What the loaded runtime inferred for an imported graph.</summary>
internal sealed unsafe class ShapeInference(GraphHandle graph, string source) : IShapeInference
{
    // Types of references to variables are this much above the type itself.
    private const int RefTypes = 100;

    public (DType DType, TensorShape Shape, int Outputs) Output(string operation, int index)
    {
        ErrorText error;
        var dims = stackalloc long[RunScratch.MaxRank];
        var status = Shim.tfn_graph_output(graph, operation, index, out var outputs, out var dtype, out var rank, dims, RunScratch.MaxRank, &error);
        return status switch
        {
            Status.Ok => ((DType)(dtype > RefTypes ? dtype - RefTypes : dtype), rank < 0 ? TensorShape.Unknown : new TensorShape(new ReadOnlySpan<long>(dims, rank)), outputs),
            Status.OutOfRange => (DType.Unknown, TensorShape.Unknown, outputs),
            _ => throw new GraphException($"TensorFlow knows no output {index} of '{operation}' in '{source}': {error.Message}") { Code = (int)status, Node = operation },
        };
    }
}
