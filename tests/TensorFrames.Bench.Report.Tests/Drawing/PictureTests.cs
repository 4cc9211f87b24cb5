using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.Drawing;

namespace TensorFrames.Bench.Report.Tests.Drawing;

/// <summary>A drawn picture says in words what it shows.</summary>
public sealed class PictureTests
{
    public static bool NoFont => Font.Found is null;

    private static readonly (Chart Chart, string[] Words)[] s_charts =
    [
        (new DotChart("Cost", "nanoseconds a row", "column", ["bool", "int8"], [new("ours", [1, 20]), new("C loop", [2, null])]), ["Cost", "nanoseconds a row", "bool", "int8", "ours", "C loop", "10"]),
        (new BarChart("Jobs", "seconds", "job", ["time"], [new("ours", [1.93]), new("a peer", [2.28], "measured elsewhere"), new("another", [], "not run: no Python")], "s"), ["Jobs", "seconds", "1.93 s", "2.28 s, measured elsewhere", "not run: no Python"]),
        (new BarChart("Stages", "seconds", "table", ["scan", "the rest"], [new("doubles", [1, 2])], "s"), ["1 scan", "2 the rest", "3.00 s"]),
        (new LineChart("Sizes", "seconds", "rows a batch", [new("ours", [(1, 5), (1000, 2)]), new("C loop", [(1, 4), (1000, 2)])]), ["Sizes", "seconds", "rows a batch", "1,000", "ours", "C loop"]),
        (new LineChart("History", "ratio", "commit", [new("string", [(0, 1), (1, 1.2)])], ["abc1234", "def5678"], Logarithmic: false), ["ratio", "commit", "abc1234", "def5678", "string"]),
    ];

    [Theory(SkipWhen = nameof(NoFont), Skip = "needs a font on this machine")]
    [InlineData("Cost")]
    [InlineData("Jobs")]
    [InlineData("Stages")]
    [InlineData("Sizes")]
    [InlineData("History")]
    public void Title_units_names_and_values_are_text_in_both_themes(string title)
    {
        var (chart, words) = s_charts.Single(c => c.Chart.Title == title);
        foreach (var theme in new[] { Theme.Light, Theme.Dark })
        {
            var text = System.Net.WebUtility.HtmlDecode(Sheet.Svg(chart, theme));
            Assert.All(words, word => Assert.Contains(word, text, StringComparison.Ordinal));
        }
    }

    [Fact(SkipWhen = nameof(NoFont), Skip = "needs a font on this machine")]
    public void A_picture_is_the_same_each_time()
    {
        var chart = s_charts[0].Chart;
        Assert.Equal(Sheet.Svg(chart, Theme.Light), Sheet.Svg(chart, Theme.Light));
    }

    [Fact]
    public void Series_differ_in_shape_as_well_as_in_colour()
    {
        Assert.Equal(6, Enumerable.Range(0, 6).Select(Theme.Marker).Distinct().Count());
        Assert.Equal(6, Enumerable.Range(0, 6).Select(Theme.Dark.Ink).Distinct().Count());
    }

    [Fact]
    public void A_machine_without_fonts_is_told_so_and_what_to_install() =>
        Assert.Contains("fonts-dejavu-core", Assert.Throws<InvalidOperationException>(() => Font.Required(Font.Choose([]))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(new[] { 1.0, 1.0, 5.0 }, new[] { 0.5, 1.5, 5.0 })]
    [InlineData(new[] { 0.0, 9.9 }, new[] { 0.5, 9.5 })]
    [InlineData(new[] { 9.0, 9.5, 9.9 }, new[] { 7.5, 8.5, 9.5 })]
    public void Names_that_would_overlap_are_moved_apart_within_the_picture(double[] places, double[] moved) =>
        Assert.Equal(moved, LineNames.Apart(places, 1, 0, 10).Select(p => Math.Round(p, 9)));
}
