namespace TensorFrames;

/// <summary>A placeholder or an output of a graph.</summary>
/// <param name="Name">The operation's name, with <c>:index</c> where the operation has several outputs.</param>
/// <param name="DType">The element type.</param>
/// <param name="Shape">The shape, as far as the graph tells it.</param>
public sealed record GraphTensor(string Name, DType DType, TensorShape Shape)
{
    /// <summary>Whether a placeholder has a value of its own and need not be fed (PlaceholderWithDefault).</summary>
    public bool HasDefault { get; init; }

    /// <summary>As messages show it: <c>x (float32 [?,4])</c>.</summary>
    public override string ToString() => $"{Name} ({DType.Name()} {Shape})";
}
