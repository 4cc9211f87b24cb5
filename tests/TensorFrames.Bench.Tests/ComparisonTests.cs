using TensorFrames.Bench.Results;
using TensorFrames.Bench.Track;

namespace TensorFrames.Bench.Tests;

/// <summary>What counts as worse, by the kind of figure.</summary>
public sealed class ComparisonTests
{
    private static readonly Machine Here = new("a processor", 2, "a compiler");

    [Theory]
    [InlineData("Instructions", 1000, 1030, false)]
    [InlineData("Instructions", 1000, 1031, true)]
    [InlineData("Counter", 488, 512, false)]
    [InlineData("Counter", 488, 528, true)]
    [InlineData("Counter", 0, 1, true)]
    [InlineData("Ratio", 1.0, 1.34, false)]
    [InlineData("Ratio", 1.0, 1.36, true)]
    [InlineData("Ratio", 0.01, 0.02, true)]
    public void Each_kind_may_stray_so_far(string kind, double was, double now, bool worse) =>
        Assert.Equal(worse, Regress(Run(Here, Figure(kind, was)), Run(Here, Figure(kind, now))));

    [Fact]
    public void Another_machine_may_differ_more_but_not_in_counters()
    {
        var other = Here with { Processor = "another" };
        Assert.False(Regress(Run(other, Figure("Ratio", 1)), Run(Here, Figure("Ratio", 1.9))));
        Assert.True(Regress(Run(other, Figure("Counter", 100)), Run(Here, Figure("Counter", 110))));
    }

    [Fact]
    public void Better_and_new_figures_are_no_regressions() =>
        Assert.Empty(Comparison.Regressions(Run(Here, Figure("Ratio", 1)), Run(Here, Figure("Ratio", 0.2), new("new", FigureKind.Ratio, 9))));

    private static bool Regress(TrackedRun was, TrackedRun now) => Comparison.Regressions(was, now).Count != 0;

    private static Figure Figure(string kind, double value) => new("figure", Enum.Parse<FigureKind>(kind), value);

    private static TrackedRun Run(Machine machine, params Figure[] figures) => new(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), "abc", machine, figures);
}
