using Apache.Arrow.Types;

namespace TensorFrames.Ipc;

/// <summary>What one field of the schema takes of a message, worked out once per stream.</summary>
internal sealed class ColumnPlan
{
    /// <summary>Name with the names of its parents, for errors: <c>person.age</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The type that the array gets; an extension type where one is registered.</summary>
    public required IArrowType DataType { get; init; }

    public required ColumnLayout Layout { get; init; }

    /// <summary>Bytes per value of <see cref="ColumnLayout.Fixed"/> and of indices; cells per row of a fixed-size list.</summary>
    public int Width { get; init; }

    /// <summary>Indices are signed.</summary>
    public bool Signed { get; init; }

    public ColumnPlan[] Children { get; init; } = [];

    public DictionaryEntry? Dictionary { get; init; }

    /// <summary>A union's child for each type id from 0 to 127; -1 for ids that it has not.</summary>
    public sbyte[] ChildOfTypeId { get; init; } = [];
}
