namespace TensorFrames.Columns.In;

/// <summary>A value of one of Spark's types that the placeholder's dtype has not; who knows the rows makes the user's error of it.</summary>
internal sealed class SparkRangeException(int leaf, string value) : Exception
{
    /// <summary>The innermost value's place in its array.</summary>
    internal int Leaf => leaf;

    internal string Value => value;
}
