using TensorFrames.Bench.Report.Charts;

namespace TensorFrames.Bench.Report.Pictures;

/// <param name="Name">Of its files in docs/benchmarks.</param>
/// <param name="Alt">What it shows, for those who cannot see it.</param>
/// <param name="Source">The line below it: command and machine.</param>
internal sealed record Picture(string Name, Chart Chart, string Alt, string Source);

/// <summary>What stands in one place of the page.</summary>
/// <param name="Name">Of the place.</param>
/// <param name="Words">Below the pictures; in their place where there are none.</param>
internal sealed record Section(string Name, IReadOnlyList<Picture> Pictures, params IReadOnlyList<string> Words)
{
    internal static Section NotRun(string name, string file, string what) => new(name, [], $"*Not run: {file} has no {what}. `bench/all` measures and draws it.*");
}
