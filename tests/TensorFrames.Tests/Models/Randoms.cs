namespace TensorFrames.Tests.Models;

/// <summary>What damage is made of.</summary>
internal static class Randoms
{
    private static readonly long[] s_numbers = [0, 1, -1, -2, 2, 7, 255, 65_536, int.MaxValue, 1L << 31, 1L << 40, 1L << 62, long.MaxValue, long.MinValue];

    internal static T Of<T>(this Random random, IList<T> list) => list[random.Next(list.Count)];

    /// <summary>One of the numbers at which something begins or ends.</summary>
    internal static long Number(this Random random) => random.Of(s_numbers);

    /// <summary>Some bytes cut off, left out, put in or changed.</summary>
    internal static byte[] Damaged(this Random random, byte[] bytes)
    {
        for (var hits = random.Next(1, 4); hits > 0 && bytes.Length > 0; hits--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(6))
            {
                case 0:
                    bytes = bytes[..at];
                    break;
                case 1:
                    bytes = [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + 1)];
                    break;
                case 2:
                    bytes = [.. bytes.AsSpan(0, at), .. Enumerable.Repeat((byte)0xff, random.Next(1, 11)), .. bytes.AsSpan(at)];
                    break;
                default:
                    bytes = [.. bytes];
                    bytes[at] = (byte)random.Next(256);
                    break;
            }
        }

        return bytes;
    }
}
