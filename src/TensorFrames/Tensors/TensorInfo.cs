namespace TensorFrames;

/// <summary>A placeholder or an output of a graph.</summary>
/// <param name="Name">As written in feeds and fetches: <c>x</c>, <c>top:1</c>.</param>
/// <param name="DType">Element type.</param>
/// <param name="Shape">Shape with the leading dimension, as far as the runtime infers it.</param>
public sealed record TensorInfo(string Name, DType DType, TensorShape Shape);
