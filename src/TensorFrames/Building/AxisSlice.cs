namespace TensorFrames.Building;

/// <summary>
/// What is taken along one axis: a position (<c>0</c>, <c>^1</c>), which drops the axis; a range (<c>1..3</c>, <c>..</c>, <c>^2..</c>);
/// a range by a step (<see cref="By"/>, also backwards); or a new axis (<see cref="NewAxis"/>).
/// </summary>
public readonly struct AxisSlice
{
    private AxisSlice(long? begin, long? end, long step, bool one, bool isNew) => (Begin, End, Step, IsOne, IsNew) = (begin, end, step, one, isNew);

    /// <summary>A new axis of size 1.</summary>
    public static AxisSlice NewAxis => new(0, 0, 1, one: false, isNew: true);

    // null: from or to the end that the step says.
    internal long? Begin { get; }

    internal long? End { get; }

    internal long Step { get; }

    internal bool IsOne { get; }

    internal bool IsNew { get; }

    /// <summary>One position from the start; negative: from the end.</summary>
    public static implicit operator AxisSlice(int position) => new(position, position == -1 ? null : position + 1, 1, one: true, isNew: false);

    /// <summary>One position.</summary>
    /// <exception cref="BuildException">It is <c>^0</c>, which is beyond the last one.</exception>
    public static implicit operator AxisSlice(Index position) => !position.IsFromEnd ? position.Value
        : position.Value > 0 ? -position.Value : throw GraphBuilder.Fault("^0 is no position: it is beyond the last one. Fix: ^1 for the last one", SourceLine.OfCaller);

    /// <summary>A range.</summary>
    public static implicit operator AxisSlice(Range range) => new(Of(range.Start, 0), Of(range.End, null), 1, one: false, isNew: false);

    /// <summary>The whole axis by a step: every second, or backwards where it is negative.</summary>
    public static AxisSlice By(int step) => new(null, null, step, one: false, isNew: false);

    // ^0 is beyond the last position, which TensorFlow says by a mask.
    private static long? Of(Index index, long? end) => index.IsFromEnd ? index.Value == 0 ? end is null ? null : long.MaxValue : -index.Value : index.Value;
}
