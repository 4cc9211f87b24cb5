namespace TensorFrames.Bench.Track;

/// <summary>A run beside an earlier one: what got worse by more than its kind may stray.</summary>
internal static class Comparison
{
    /// <summary>How many times a figure of the earlier run a figure may be. Of another machine or compiler, ratios and instructions differ by themselves.</summary>
    internal static double Bound(FigureKind kind, bool sameMachine) => kind switch
    {
        FigureKind.Instructions => sameMachine ? 1.03 : 1.25,
        FigureKind.Counter => 1.05,
        _ => sameMachine ? 1.35 : 2.0,
    };

    /// <summary>The figures that got worse, each with what it was. A figure that the earlier run lacks is new.</summary>
    internal static IReadOnlyList<(Figure Was, Figure Is)> Regressions(TrackedRun earlier, TrackedRun run)
    {
        var before = earlier.Figures.ToDictionary(f => f.Name, StringComparer.Ordinal);
        return [.. run.Figures.Where(f => before.ContainsKey(f.Name) && IsWorse(before[f.Name], f, earlier.Machine == run.Machine)).Select(f => (before[f.Name], f))];
    }

    internal static bool IsWorse(Figure was, Figure now, bool sameMachine) => now.Value > was.Value * Bound(now.Kind, sameMachine);
}
