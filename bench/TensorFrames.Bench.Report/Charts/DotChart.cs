namespace TensorFrames.Bench.Report.Charts;

/// <summary>A line a category and a marker a series, on a logarithmic axis: what differs by powers of ten.</summary>
internal sealed record DotChart(string Title, string Axis, string Rows, IReadOnlyList<string> Categories, IReadOnlyList<DotSeries> Series) : Chart(Title, Axis);

/// <param name="Name">Whose values.</param>
/// <param name="Values">One a category; null where there is none.</param>
/// <param name="Style">Of colour and marker, the same for the same name in all pictures; null for its place in this one.</param>
internal sealed record DotSeries(string Name, IReadOnlyList<double?> Values, int? Style = null);
