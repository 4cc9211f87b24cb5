using System.Runtime.CompilerServices;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Freezing;

/// <summary>Functions as the objects they are: messages that change have no lasting hash.</summary>
internal sealed class FunctionIdentity : IEqualityComparer<FunctionDef>
{
    public static FunctionIdentity Comparer { get; } = new();

    public bool Equals(FunctionDef? x, FunctionDef? y) => ReferenceEquals(x, y);

    public int GetHashCode(FunctionDef obj) => RuntimeHelpers.GetHashCode(obj);
}
