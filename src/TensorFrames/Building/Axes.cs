using System.Collections;
using System.Runtime.CompilerServices;

namespace TensorFrames.Building;

/// <summary>Axes of a tensor: <c>1</c>, <c>[1, 2]</c>, or none named, which mostly means all. A negative one counts from the end.</summary>
[CollectionBuilder(typeof(Axes), nameof(Create))]
public readonly struct Axes : IEnumerable<int>
{
    private readonly int[]? _values;

    // One axis is a scalar to an op, as Python passes it.
    private readonly bool _one;

    private Axes(int[] values, bool one) => (_values, _one) = (values, one);

    internal int[] Values => _values ?? [];

    /// <summary>One axis.</summary>
    public static implicit operator Axes(int axis) => new([axis], one: true);

    /// <summary>Several axes.</summary>
    public static Axes Create(ReadOnlySpan<int> axes) => new(axes.ToArray(), one: false);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)Values).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal Operand Of(Tensor tensor, SourceLine at) => _values is null ? All(tensor, at) : _one ? _values[0] : _values;

    private static Operand All(Tensor tensor, SourceLine at) => tensor.Shape.HasRank ? Enumerable.Range(0, tensor.Shape.Rank).ToArray()
        : tensor.Graph.Make("Range", [0, tensor.Graph.Make("Rank", [tensor], at), 1], at);
}
