namespace TensorFrames.Aggregation;

/// <summary>Where a column's values lie, row after row.</summary>
/// <param name="values">Values of fixed width, or the bytes of strings.</param>
/// <param name="offsets">Of strings, from the first on; else null.</param>
/// <param name="isWide">Whether offsets are of 8 bytes.</param>
internal readonly unsafe struct ColumnView(byte* values, void* offsets = null, bool isWide = false)
{
    internal byte* Values => values;

    internal bool IsNone => values == null && offsets == null;

    /// <summary>Where string number <paramref name="index"/> begins.</summary>
    internal long At(long index) => isWide ? ((long*)offsets)[index] : ((int*)offsets)[index];

    /// <summary>Bytes of the first <paramref name="count"/> strings.</summary>
    internal long TextBytes(long count) => count == 0 ? 0 : At(count) - At(0);

    /// <summary>The same from string <paramref name="first"/> on.</summary>
    internal ColumnView From(long first) => new(values, isWide ? (long*)offsets + first : (int*)offsets + first, isWide);
}
