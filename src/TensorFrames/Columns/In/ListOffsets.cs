using System.Numerics;

namespace TensorFrames.Columns.In;

/// <summary>Offsets of lists that should have one length: offset i is the first and i times that.</summary>
internal static class ListOffsets
{
    /// <summary>The first list whose length is not <paramref name="each"/>; -1 where all have it.</summary>
    internal static int FirstOther<T>(ReadOnlySpan<T> offsets, long each)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        for (var i = Suspect(offsets, each); i < offsets.Length - 1; i++)
        {
            if (long.CreateTruncating(offsets[i + 1]) - long.CreateTruncating(offsets[i]) != each)
            {
                return i;
            }
        }

        return -1;
    }

    // Whole vectors of lists are passed over while all of them have the length; where the last offset would be no T, sums could
    // come round to the right ones, and each list is looked at by itself.
    private static int Suspect<T>(ReadOnlySpan<T> offsets, long each)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var last = Int128.CreateTruncating(offsets[0]) + ((Int128)each * (offsets.Length - 1));
        if (each < 0 || offsets[0] < T.Zero || last > Int128.CreateTruncating(T.MaxValue))
        {
            return 0;
        }

        var lengths = new Vector<T>(T.CreateTruncating(each));
        var i = 0;
        while (i + Vector<T>.Count < offsets.Length && Vector.EqualsAll(new Vector<T>(offsets[(i + 1)..]) - new Vector<T>(offsets[i..]), lengths))
        {
            i += Vector<T>.Count;
        }

        return i;
    }
}
