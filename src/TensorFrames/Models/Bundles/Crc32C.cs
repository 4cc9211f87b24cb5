using System.Buffers.Binary;
using System.Numerics;

namespace TensorFrames.Models.Bundles;

/// <summary>The checksum of checkpoint files: CRC-32C, stored masked.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of these bytes, and of those after them, as files store it.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> after = default)
    {
        const uint delta = 0xa282ead8;
        var crc = ~Of(Of(uint.MaxValue, bytes), after);
        return ((crc >> 15) | (crc << 17)) + delta;
    }

    private static uint Of(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return crc;
    }
}
