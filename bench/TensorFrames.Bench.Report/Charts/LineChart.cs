namespace TensorFrames.Bench.Report.Charts;

/// <summary>Lines over numbers, both axes logarithmic, or over names in their order.</summary>
/// <param name="Ticks">The places on the horizontal axis, by name; null where it is a number.</param>
/// <param name="Logarithmic">Whether the vertical axis is; a horizontal one of numbers always is.</param>
/// <param name="Floor">Where a vertical axis begins that is not.</param>
internal sealed record LineChart(
    string Title, string Axis, string Horizontal, IReadOnlyList<LineSeries> Series, IReadOnlyList<string>? Ticks = null, bool Logarithmic = true, double Floor = 0) : Chart(Title, Axis);

/// <param name="Style">Of colour and marker, the same for the same name in all pictures; null for its place in this one.</param>
internal sealed record LineSeries(string Name, IReadOnlyList<(double X, double Y)> Points, int? Style = null);
