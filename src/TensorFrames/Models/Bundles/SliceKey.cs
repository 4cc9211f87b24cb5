using System.Text;
using TensorFrames.Models.Proto;

namespace TensorFrames.Models.Bundles;

/// <summary>The key of a variable's part in the index: TensorFlow's ordered code of a zero, the name, the rank and each axis' start and length.</summary>
internal static class SliceKey
{
    public static byte[] Of(string name, TensorSliceProto slice)
    {
        var key = new List<byte>();
        Number(key, 0);
        Text(key, Encoding.UTF8.GetBytes(name));
        Number(key, (ulong)slice.Extent.Count);
        foreach (var extent in slice.Extent)
        {
            Signed(key, extent.HasLength ? extent.Start : 0);
            Signed(key, extent.HasLength ? extent.Length : -1);
        }

        return [.. key];
    }

    // How many bytes, then the bytes, largest first.
    private static void Number(List<byte> key, ulong value)
    {
        var bytes = new List<byte>();
        for (; value != 0; value >>= 8)
        {
            bytes.Insert(0, (byte)value);
        }

        key.Add((byte)bytes.Count);
        key.AddRange(bytes);
    }

    private static void Text(List<byte> key, byte[] text)
    {
        foreach (var b in text)
        {
            key.Add(b);
            if (b is 0 or 0xff)
            {
                key.Add((byte)~b);
            }
        }

        key.AddRange([0, 1]);
    }

    // n bytes hold 7n - 1 bits and a sign; as many leading ones as there are bytes say how many (inverted for negative numbers).
    private static void Signed(List<byte> key, long value)
    {
        var magnitude = (ulong)(value < 0 ? ~value : value);
        var length = 1;
        while (length < 10 && magnitude >> Math.Min((7 * length) - 1, 63) != 0)
        {
            length++;
        }

        Span<byte> bytes = stackalloc byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[length - 1 - i] = i < 8 ? (byte)(value >> (8 * i)) : (byte)(value >> 63);
        }

        // Ones for the length: bits from the top of the first bytes.
        for (var bit = 0; bit < length; bit++)
        {
            bytes[bit / 8] ^= (byte)(0x80 >> (bit % 8));
        }

        key.AddRange(bytes);
    }
}
