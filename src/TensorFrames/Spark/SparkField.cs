using Apache.Arrow;

namespace TensorFrames.Spark;

/// <summary>A field as Spark has it, and how its values become that.</summary>
/// <param name="Field">Of one of Spark's types.</param>
/// <param name="Convert">The same entries in that type; its buffers own or share what they hold. Null: they are it already.</param>
internal sealed record SparkField(Field Field, Func<ArrayData, ArrayData>? Convert)
{
    /// <summary>The entries in Spark's type, sharing memory where nothing changes.</summary>
    internal ArrayData Of(ArrayData data) => Convert is null ? data.Retain() : Convert(data);
}
