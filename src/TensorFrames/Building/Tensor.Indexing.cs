namespace TensorFrames.Building;

/// <content>Parts, as NumPy takes them.</content>
public sealed partial class Tensor
{
    /// <summary>A part, by what is taken along each axis from the first on: <c>x[.., 0]</c>, <c>x[1..3]</c>, <c>x[.., AxisSlice.By(-1)]</c>.</summary>
    /// <exception cref="BuildException">More axes than there are, or a position beyond the end.</exception>
    public Tensor this[params ReadOnlySpan<AxisSlice> parts]
    {
        get
        {
            var (begin, end, step) = (new long[parts.Length], new long[parts.Length], new long[parts.Length]);
            long beginMask = 0, endMask = 0, newAxes = 0, dropped = 0;
            for (var i = 0; i < parts.Length; i++)
            {
                (begin[i], end[i], step[i]) = (parts[i].Begin ?? 0, parts[i].End ?? 0, parts[i].Step);
                beginMask |= parts[i].Begin is null ? 1L << i : 0;
                endMask |= parts[i].End is null ? 1L << i : 0;
                newAxes |= parts[i].IsNew ? 1L << i : 0;
                dropped |= parts[i].IsOne ? 1L << i : 0;
            }

            // Where all fit, as int32: a graph like Python's.
            Operand Bounds(long[] values) => values.All(v => v == (int)v) && Array.TrueForAll(begin, v => v == (int)v) && Array.TrueForAll(end, v => v == (int)v)
                ? Array.ConvertAll(values, v => (int)v) : values;
            return Graph.Make(
                "StridedSlice",
                [this, Bounds(begin), Bounds(end), Bounds(step)],
                [("begin_mask", beginMask), ("end_mask", endMask), ("new_axis_mask", newAxes), ("shrink_axis_mask", dropped)],
                null,
                [],
                SourceLine.OfCaller).Output();
        }
    }
}
