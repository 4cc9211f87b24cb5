using ScottPlot;

namespace TensorFrames.Bench.Report.Drawing;

/// <summary>The two surroundings in which a picture is seen. Colours are Okabe and Ito's, which every kind of eye tells apart.</summary>
internal sealed record Theme(string Suffix, Color Background, Color Text, Color Grid, IReadOnlyList<Color> Inks)
{
    internal static Theme Light { get; } = new("", Hex("#FFFFFF"), Hex("#1F2328"), Hex("#D8DEE4"),
        [Hex("#0072B2"), Hex("#E69F00"), Hex("#009E73"), Hex("#D55E00"), Hex("#CC79A7"), Hex("#56B4E9"), Hex("#6E7781")]);

    // Blue is too dark here, so its place and the light blue's are changed.
    internal static Theme Dark { get; } = new("-dark", Hex("#0D1117"), Hex("#E6EDF3"), Hex("#30363D"),
        [Hex("#56B4E9"), Hex("#E69F00"), Hex("#009E73"), Hex("#D55E00"), Hex("#CC79A7"), Hex("#F0E442"), Hex("#8B949E")]);

    private static readonly MarkerShape[] s_markers =
        [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleDown, MarkerShape.OpenCircle, MarkerShape.Cross];

    internal Color Ink(int series) => Inks[series % Inks.Count];

    /// <summary>So that series differ without their colours too.</summary>
    internal static MarkerShape Marker(int series) => s_markers[series % s_markers.Length];

    private static Color Hex(string hex) => Color.FromHex(hex);
}
