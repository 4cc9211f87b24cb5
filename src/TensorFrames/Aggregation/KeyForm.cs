namespace TensorFrames.Aggregation;

/// <summary>How a key column's values lie in memory, after a dictionary or views were replaced by what they stand for.</summary>
internal enum KeyForm
{
    /// <summary>Booleans, a bit each.</summary>
    Bits,

    /// <summary>So many bytes each, equal where their bytes are.</summary>
    Fixed,

    /// <summary>Floats: all NaN are one key, and 0 and -0.</summary>
    Float,

    /// <summary>Text or bytes behind offsets.</summary>
    Strings,
}
