namespace TensorFrames;

/// <summary>A value of a model's checkpoint.</summary>
/// <param name="Name">Its key in the checkpoint.</param>
/// <param name="DType">Its element type.</param>
/// <param name="Shape">Its shape, known in full.</param>
/// <param name="Bytes">Its size in the checkpoint.</param>
public sealed record ModelVariable(string Name, DType DType, TensorShape Shape, long Bytes);
