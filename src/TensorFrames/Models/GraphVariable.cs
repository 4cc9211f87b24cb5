namespace TensorFrames;

/// <summary>A variable of a graph whose values the caller has (<see cref="Model.FromGraphDef"/>).</summary>
/// <param name="Name">Its name; two nodes of one name are one variable.</param>
/// <param name="DType">Element type of its value.</param>
/// <param name="Shape">Shape of its value as the graph knows it.</param>
/// <param name="ReadOperation">
/// The operation whose one output is its value, and which runs nothing else: a session that holds the variable may fetch it. Null
/// where the graph has none.
/// </param>
public sealed record GraphVariable(string Name, DType DType, TensorShape Shape, string? ReadOperation);
