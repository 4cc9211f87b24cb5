namespace TensorFrames.Aggregation;

/// <summary>
/// The parts that rows are dealt into by their words' leading bits: all rows of a group are in one, and parts are in the
/// order of words. Null keys that no word tells are a part of their own, the last. What is too large for one part is dealt
/// again by the bits that follow, a level deeper.
/// </summary>
internal static class Radix
{
    internal const int Bits = 6;

    /// <summary>Parts by words; the part after them is that of null keys.</summary>
    internal const int Words = 1 << Bits;

    internal const int Parts = Words + 1;

    /// <summary>Deeper than this no bits are left.</summary>
    internal const int DeepestLevel = (64 / Bits) - 1;

    /// <summary>Bits that the parts down to this level have used.</summary>
    internal static int Used(int level) => Bits * (level + 1);

    internal static int PartOf(ulong word, int level) => (int)(word << (Bits * level) >> (64 - Bits));
}
