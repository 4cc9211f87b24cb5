using TensorFrames.Bench.Report.Drawing;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Report.Pictures;

namespace TensorFrames.Bench.Report;

/// <summary>Writes docs/benchmarks/*.svg and what is drawn in docs/benchmarks.md.</summary>
internal static class Draw
{
    internal const string PagePath = "docs/benchmarks.md";
    private const string FolderPath = "docs/benchmarks";

    internal static IReadOnlyList<Section> Sections(Measured measured) =>
    [
        CostPerRow.Of(measured), CostPerRow.OfStreams(measured), BorrowedCopied.Of(measured), BatchSize.OfColumns(measured), BatchSize.OfJobs(measured),
        WholeJobs.OfPeers(measured), WholeJobs.OfPlaces(measured), Executors.Of(measured), JobStages.Of(measured), CostModelSection.Of(measured), OverTime.Of(measured),
    ];

    /// <summary>The page with what is drawn of the results in its places.</summary>
    internal static string Page(string page, IReadOnlyList<Section> sections) =>
        MarkedBlocks.Replace(page, sections.ToDictionary(s => s.Name, BlockText.Of, StringComparer.Ordinal));

    /// <param name="root">The checkout.</param>
    /// <param name="scratch">A folder for pictures as PNG, to be looked at; null for none.</param>
    internal static void Run(string root, string? scratch)
    {
        var sections = Sections(Measured.Read(root));
        var path = Path.Combine(root, PagePath);
        var page = Page(File.ReadAllText(path), sections);
        var folder = Path.Combine(root, FolderPath);
        Directory.CreateDirectory(folder);
        HashSet<string> drawn = new(StringComparer.Ordinal);
        foreach (var picture in sections.SelectMany(s => s.Pictures))
        {
            foreach (var theme in new[] { Theme.Light, Theme.Dark })
            {
                var name = picture.Name + theme.Suffix;
                File.WriteAllText(Path.Combine(folder, name + ".svg"), Sheet.Svg(picture.Chart, theme));
                drawn.Add(name + ".svg");
                if (scratch is not null)
                {
                    Directory.CreateDirectory(scratch);
                    Sheet.SavePng(picture.Chart, theme, Path.Combine(scratch, name + ".png"));
                }
            }
        }

        foreach (var old in Directory.EnumerateFiles(folder, "*.svg").Where(f => !drawn.Contains(Path.GetFileName(f))))
        {
            File.Delete(old);
        }

        File.WriteAllText(path, page);
        Console.WriteLine($"drew {drawn.Count / 2} pictures into {FolderPath} and the blocks of {PagePath}");
    }
}
