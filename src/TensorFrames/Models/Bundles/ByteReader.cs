namespace TensorFrames.Models.Bundles;

/// <summary>Reads a checkpoint's numbers; where bytes are missing it says so by its result, never past their end.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly int Left => _rest.Length;

    /// <summary>A base-128 number; false where it is cut short or longer than 64 bits.</summary>
    public bool TryVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && shift / 7 < _rest.Length; shift += 7)
        {
            var b = _rest[shift / 7];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                _rest = _rest[((shift / 7) + 1)..];
                return true;
            }
        }

        return false;
    }

    /// <summary>The next bytes; false where there are fewer.</summary>
    public bool TryTake(ulong count, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (count > (ulong)_rest.Length)
        {
            return false;
        }

        taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return true;
    }
}
