namespace TensorFrames.Graphs;

/// <summary>What the runtime inferred about the outputs of an imported graph.</summary>
internal interface IShapeInference
{
    /// <summary>Dtype and shape of one output, and how many outputs the operation has. The operation is known to be in the graph.</summary>
    (DType DType, TensorShape Shape, int Outputs) Output(string operation, int index);
}
