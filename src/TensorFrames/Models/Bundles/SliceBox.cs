using TensorFrames.Models.Proto;

namespace TensorFrames.Models.Bundles;

/// <summary>A part of a tensor: from where to where on each axis.</summary>
internal sealed class SliceBox
{
    private readonly long[] _sizes;
    private readonly long[] _starts;
    private readonly long[] _lengths;

    private SliceBox(long[] sizes, long[] starts, long[] lengths) => (_sizes, _starts, _lengths) = (sizes, starts, lengths);

    public long Count => _lengths.Aggregate(1L, (product, length) => product * length);

    public TensorShape Shape => new(_lengths);

    /// <summary>Null where it lies outside of the whole.</summary>
    public static SliceBox? Of(TensorSliceProto slice, TensorShape whole) =>
        slice.Extent.Count != whole.Rank ? null : Of(whole, [.. slice.Extent.Select(e => e.HasLength ? (e.Start, e.Length) : (0, -1))]);

    /// <summary>Starts and lengths by axis, a length of -1 for all of it; null where it lies outside of the whole.</summary>
    public static SliceBox? Of(TensorShape whole, IReadOnlyList<(long Start, long Length)> extents)
    {
        var (sizes, starts, lengths) = (whole.Dims.ToArray(), new long[whole.Rank], new long[whole.Rank]);
        for (var i = 0; i < sizes.Length; i++)
        {
            (starts[i], lengths[i]) = extents[i].Length == -1 ? (0, sizes[i]) : extents[i];
            if (starts[i] < 0 || lengths[i] < 0 || starts[i] > sizes[i] || lengths[i] > sizes[i] - starts[i])
            {
                return null;
            }
        }

        return new(sizes, starts, lengths);
    }

    /// <summary>Whether two of these parts of one whole have an element in common.</summary>
    public static bool AnyOverlap(IReadOnlyList<SliceBox> boxes)
    {
        var nonempty = boxes.Where(b => b.Count > 0).OrderBy(b => b.Start).ToArray();
        for (var i = 0; i < nonempty.Length; i++)
        {
            for (var j = i + 1; j < nonempty.Length && nonempty[j].Start < nonempty[i].End; j++)
            {
                if (nonempty[i].Overlaps(nonempty[j]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Writes the part's values to their places in the whole.</summary>
    public void Scatter(ReadOnlySpan<byte> part, Span<byte> whole, int width)
    {
        for (long run = 0, runs = Runs; run < runs; run++)
        {
            part.Slice((int)(run * RunBytes(width)), (int)RunBytes(width)).CopyTo(whole[(int)(Place(run) * width)..]);
        }
    }

    /// <summary>Reads the part's values from their places in the whole.</summary>
    public void Gather(ReadOnlySpan<byte> whole, Span<byte> part, int width)
    {
        for (long run = 0, runs = Runs; run < runs; run++)
        {
            whole.Slice((int)(Place(run) * width), (int)RunBytes(width)).CopyTo(part[(int)(run * RunBytes(width))..]);
        }
    }

    // On the first axis.
    private long Start => _starts.Length == 0 ? 0 : _starts[0];

    private long End => _starts.Length == 0 ? 1 : _starts[0] + _lengths[0];

    private bool Overlaps(SliceBox other)
    {
        for (var i = 0; i < _starts.Length; i++)
        {
            if (_starts[i] + _lengths[i] <= other._starts[i] || other._starts[i] + other._lengths[i] <= _starts[i])
            {
                return false;
            }
        }

        return true;
    }

    // Values of the last axis lie side by side.
    private long Runs => Count == 0 ? 0 : _lengths.Length == 0 ? 1 : Count / _lengths[^1];

    private long RunBytes(int width) => (_lengths.Length == 0 ? 1 : _lengths[^1]) * width;

    private long Place(long run)
    {
        long place = _lengths.Length == 0 ? 0 : _starts[^1];
        var stride = _lengths.Length == 0 ? 1 : _sizes[^1];
        for (var axis = _lengths.Length - 2; axis >= 0; axis--)
        {
            place += (_starts[axis] + (run % _lengths[axis])) * stride;
            run /= _lengths[axis];
            stride *= _sizes[axis];
        }

        return place;
    }
}
