using TensorFrames.Bench.Report.Pictures;
using TensorFrames.Tests;

namespace TensorFrames.Bench.Report.Tests.Page;

/// <summary>docs/benchmarks.md shows what was measured last.</summary>
public sealed class BenchmarksPageTests
{
    private static readonly string s_page = Path.Combine(Checkout.Root, Draw.PagePath);
    private static readonly IReadOnlyList<Section> s_sections = Draw.Sections(Measured.Read(Checkout.Root));

    // Fails after a new run was committed alone: bench/draw brings the page up to it.
    [Fact]
    public void What_is_drawn_in_the_page_is_what_the_committed_results_give() => Assert.Equal(Draw.Page(File.ReadAllText(s_page), s_sections), File.ReadAllText(s_page));

    [Fact]
    public void Each_picture_is_there_in_both_themes_and_small() => Assert.All(s_sections.SelectMany(s => s.Pictures), picture =>
        Assert.All(new[] { "", "-dark" }, theme => Assert.InRange(new FileInfo(Path.Combine(Checkout.Root, "docs", "benchmarks", picture.Name + theme + ".svg")).Length, 1_000, 99_000)));
}
