using System.IO.Hashing;

namespace TensorFrames.Aggregation;

/// <summary>
/// The word of a key, whose bits are spread evenly. Of a key of at most 8 bytes it is one to one, so that it stands for the
/// key itself. The same in every process, since groups come in its order.
/// </summary>
internal static class KeyHash
{
    // The finaliser of MurmurHash3 and its inverse.
    private const ulong First = 0xFF51AFD7ED558CCD;
    private const ulong Second = 0xC4CEB9FE1A85EC53;
    private const ulong FirstBack = 0x4F74430C22A54005;
    private const ulong SecondBack = 0x9CB4B2F8129337DB;

    internal static ulong Mix(ulong key)
    {
        key ^= key >> 33;
        key *= First;
        key ^= key >> 33;
        key *= Second;
        return key ^ (key >> 33);
    }

    internal static ulong Unmix(ulong word)
    {
        word ^= word >> 33;
        word *= SecondBack;
        word ^= word >> 33;
        word *= FirstBack;
        return word ^ (word >> 33);
    }

    internal static ulong Of(ReadOnlySpan<byte> key) => XxHash3.HashToUInt64(key);
}
