namespace TensorFrames.Models.Freezing;

/// <summary>A variable that has become a constant.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DType">Of the value.</param>
/// <param name="IsRef">Whether it was TensorFlow 1's kind, whose output is the value itself and no handle.</param>
internal sealed record FoldedVariable(string Name, DType DType, bool IsRef);
