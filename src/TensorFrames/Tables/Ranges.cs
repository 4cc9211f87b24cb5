namespace TensorFrames.Tables;

/// <summary>Splits an ordered list into runs.</summary>
internal static class Ranges
{
    /// <summary>At least one and at most <paramref name="count"/> runs of about equal length; none is empty unless all are.</summary>
    internal static IEnumerable<Range> Split(int items, int count)
    {
        count = Math.Clamp(count, 1, Math.Max(1, items));
        for (var i = 0; i < count; i++)
        {
            yield return (int)((long)items * i / count)..(int)((long)items * (i + 1) / count);
        }
    }
}
