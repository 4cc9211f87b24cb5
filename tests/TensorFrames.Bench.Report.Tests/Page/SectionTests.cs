using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Report.Pictures;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Tests.Page;

/// <summary>What was not measured is said, and is not nothing.</summary>
public sealed class SectionTests
{
    [Fact]
    public void Where_nothing_was_run_each_place_says_so_and_how_to() => Assert.All(Draw.Sections(MadeUp.Nothing), section =>
    {
        Assert.Empty(section.Pictures);
        Assert.Contains("Not run", Assert.Single(section.Words), StringComparison.Ordinal);
        Assert.Contains("`bench/all`", section.Words[0], StringComparison.Ordinal);
    });

    [Fact]
    public void A_peer_that_was_not_run_is_words_and_one_from_elsewhere_is_marked()
    {
        var text = BlockText.Of(WholeJobs.OfPeers(MadeUp.Of(
            Job("MapBlocks", 1.5, null), Job("PySpark", null, "not run: no Python"), Job("PySpark", 3.0, "measured elsewhere: an idle machine"))));
        Assert.Contains("| MapBlocks | 150 |", text, StringComparison.Ordinal);
        Assert.Contains("| PySpark |  | not run: no Python |", text, StringComparison.Ordinal);
        Assert.Contains("| PySpark | 300 | measured elsewhere: an idle machine |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Below_each_picture_stand_its_command_and_machine() => Assert.Contains(
        "*`a command`, commit abc, 2026-01-01, a processor, 2 cores, a compiler*", BlockText.Of(WholeJobs.OfPeers(MadeUp.Of(Job("MapBlocks", 1, null)))), StringComparison.Ordinal);

    [Fact]
    public void A_picture_names_both_themes_and_says_what_it_shows() => Assert.Contains(
        "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"benchmarks/jobs-doubles-dark.svg\"><img src=\"benchmarks/jobs-doubles.svg\" width=\"800\" alt=\"Whole jobs on Spark 4.3.0",
        BlockText.Of(WholeJobs.OfPeers(MadeUp.Of(Job("MapBlocks", 1, null)))), StringComparison.Ordinal);

    [Theory]
    [InlineData(0.0123456, "0.0123")]
    [InlineData(1.995, "2.00")]
    [InlineData(12.34, "12.3")]
    [InlineData(1234567, "1,234,567")]
    [InlineData(0, "0")]
    public void Numbers_have_three_digits_that_count(double value, string written) => Assert.Equal(written, Numbers.Of(value));

    private static Measurement Job(string subject, double? seconds, string? note) =>
        new(Stages.Job, subject, "doubles", 10_000_000, seconds, "s", null, "4.3.0, local[2], 8,192 rows a batch", Note: note);
}
