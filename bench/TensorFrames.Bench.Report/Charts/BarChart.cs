namespace TensorFrames.Bench.Report.Charts;

/// <summary>Bars from zero, each of one part or of several that add up.</summary>
/// <param name="Rows">The heading of the bars' names.</param>
/// <param name="Parts">Names of the parts; one where bars are whole.</param>
/// <param name="Unit">Of the values, as it stands behind each.</param>
internal sealed record BarChart(string Title, string Axis, string Rows, IReadOnlyList<string> Parts, IReadOnlyList<Bar> Bars, string Unit) : Chart(Title, Axis);

/// <summary>One bar, or the place of one that is not there.</summary>
/// <param name="Values">One a part; none where nothing was measured.</param>
/// <param name="Note">"not run: …", "measured elsewhere: …"; null for what was measured here.</param>
internal sealed record Bar(string Name, IReadOnlyList<double> Values, string? Note = null)
{
    internal bool IsThere => Values.Count > 0;
}
