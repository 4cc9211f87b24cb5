using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Track;

/// <summary>Runs the short set, compares it with the last run of the history and, where asked, adds it there; 1 if a figure got worse.</summary>
internal static class TrackCommand
{
    // A neighbour makes a ratio worse for a while, a slower conversion for good.
    private const int Attempts = 4;

    internal static int Run(Arguments arguments)
    {
        var root = Tests.Checkout.Root;
        var history = new History(arguments.History ?? Path.Combine(root, "bench", "history"));
        var machine = Machine.Here;
        var last = history.Last(machine);
        var figures = new List<Figure>();
        bool IsAsked(string name) => arguments.Only is null || name.Contains(arguments.Only, StringComparison.Ordinal);
        if (Instructions.Missing is { } missing)
        {
            Console.WriteLine($"instructions: skipped, {missing}");
        }
        else if (IsAsked(Instructions.Prefix))
        {
            figures.AddRange(Instructions.Figures(root));
        }

        foreach (var (name, kind, measure) in Runtimes.Open(arguments).SelectMany(ShortSet.Of).Where(f => IsAsked(f.Name)))
        {
            figures.Add(Measured(name, kind, measure, last, machine));
        }

        var run = new TrackedRun(DateTime.UtcNow, Commit.Of(root), machine, figures);
        var worse = last is null ? [] : Comparison.Regressions(last, run);
        Show(run, last, [.. worse.Select(w => w.Is.Name)]);
        if (arguments.Append)
        {
            Console.WriteLine($"added {Path.GetRelativePath(root, history.Append(run))}");
        }

        Console.WriteLine(last is null ? "the first run: nothing to compare with"
            : worse.Count == 0 ? $"nothing got worse since {last.Commit}"
            : $"{worse.Count} figures got WORSE since {last.Commit}");
        return worse.Count == 0 ? 0 : 1;
    }

    private static Figure Measured(string name, FigureKind kind, Func<double> measure, TrackedRun? last, Machine machine)
    {
        var best = Figure.Of(name, kind, measure());
        var was = last?.Figures.FirstOrDefault(f => f.Name == name);
        for (var attempt = 1; was is not null && attempt < Attempts && Comparison.IsWorse(was, best, last!.Machine == machine); attempt++)
        {
            var again = Figure.Of(name, kind, measure());
            best = again.Value < best.Value ? again : best;
        }

        return best;
    }

    private static void Show(TrackedRun run, TrackedRun? last, HashSet<string> worse)
    {
        var before = last?.Figures.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal) ?? [];
        foreach (var figure in run.Figures)
        {
            var was = before.TryGetValue(figure.Name, out var value) ? $"{value:N3}" : "new";
            Console.WriteLine($"  {figure.Name,-60} {figure.Value,14:N3}  {was,14}  {(worse.Contains(figure.Name) ? "WORSE" : "")}".TrimEnd());
        }
    }
}
