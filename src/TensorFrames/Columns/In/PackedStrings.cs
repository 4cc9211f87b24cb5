using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;
using TensorFrames.Ipc;
using TensorFrames.Run;
using AlignedBlock = TensorFrames.Memory.AlignedBlock;

namespace TensorFrames.Columns.In;

/// <summary>A known number of byte strings one after another, with int32 offsets, in blocks of the scratch's.</summary>
internal sealed class PackedStrings
{
    private const long MostAtFirst = 16L << 20;
    private const long MostOfABlock = 1L << 30;

    private readonly RunScratch _scratch;
    private readonly AlignedBlock _offsets;
    private AlignedBlock _bytes;
    private int _count;
    private int _end;

    /// <param name="count">Strings that will be added at most.</param>
    /// <param name="scratch">Whose run they are for.</param>
    internal PackedStrings(int count, RunScratch scratch)
    {
        _scratch = scratch;
        _offsets = scratch.Rent((count + 1L) * sizeof(int));
        _bytes = scratch.Rent(Math.Min(count * 16L, MostAtFirst));
        Ends[0] = 0;
    }

    /// <summary>The offsets, one more than strings.</summary>
    internal ArrowBuffer Offsets => _offsets.Buffer((_count + 1) * sizeof(int));

    internal ArrowBuffer Bytes => _bytes.Buffer(_end);

    private Span<int> Ends => MemoryMarshal.Cast<byte, int>(_offsets.Span);

    /// <summary>Adds one string so many times.</summary>
    internal void Add(ReadOnlySpan<byte> value, int times)
    {
        var target = Grow((long)value.Length * times);
        for (var i = 0; i < times; i++)
        {
            value.CopyTo(target[(i * value.Length)..]);
            Ends[++_count] = _end += value.Length;
        }
    }

    /// <summary>Adds the strings that lie between these offsets in these bytes.</summary>
    /// <exception cref="InvalidDataException">The offsets point elsewhere.</exception>
    internal void Add<T>(ReadOnlySpan<T> offsets, ReadOnlySpan<byte> bytes)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (offsets.IsEmpty || !ValueChecks.OffsetsRise(offsets, bytes.Length))
        {
            throw new InvalidDataException("string offsets point outside the bytes");
        }

        var text = bytes[int.CreateTruncating(offsets[0])..int.CreateTruncating(offsets[^1])];
        text.CopyTo(Grow(text.Length));
        var ends = Ends.Slice(_count + 1, offsets.Length - 1);
        var moved = _end - long.CreateTruncating(offsets[0]);
        for (var i = 0; i < ends.Length; i++)
        {
            ends[i] = (int)(long.CreateTruncating(offsets[i + 1]) + moved);
        }

        _count += ends.Length;
        _end += text.Length;
    }

    // Room behind the end for so many bytes more.
    private Span<byte> Grow(long more)
    {
        var wanted = checked((int)(_end + more));
        if (wanted > _bytes.Capacity)
        {
            var larger = _scratch.Rent(Math.Max(wanted, Math.Min(2L * _bytes.Capacity, MostOfABlock)));
            _bytes.Span[.._end].CopyTo(larger.Span);
            _bytes = larger;
        }

        return _bytes.Span[_end..wanted];
    }
}
