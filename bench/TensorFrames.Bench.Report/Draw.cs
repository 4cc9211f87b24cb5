using TensorFrames.Bench.Report.Drawing;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Report.Pictures;

namespace TensorFrames.Bench.Report;

/// <summary>Writes docs/benchmarks/*.svg and what is drawn in docs/benchmarks.md.</summary>
internal static class Draw
{
    internal const string PagePath = "docs/benchmarks.md";

    internal static IReadOnlyList<Section> Sections(Measured measured) =>
    [
        CostPerRow.Of(measured), CostPerRow.OfStreams(measured), FromFileToFile.Of(measured), BorrowedCopied.Of(measured), BatchSize.OfColumns(measured), BatchSize.OfJobs(measured),
        WholeJobs.OfPeers(measured), WholeJobs.OfPlaces(measured), Executors.Of(measured), JobStages.Of(measured), CostModelSection.Of(measured), OverTime.Of(measured),
    ];

    /// <summary>The page with what is drawn of the results in its places.</summary>
    internal static string Page(string page, IReadOnlyList<Section> sections) =>
        MarkedBlocks.Replace(page, sections.ToDictionary(s => s.Name, BlockText.Of, StringComparer.Ordinal));

    /// <param name="root">The checkout, whose page is filled in.</param>
    /// <param name="arguments">Where results come from and pages go to.</param>
    internal static void Run(string root, ReportArguments arguments)
    {
        var sections = Sections(Measured.Read(root, arguments.Results));
        var page = Page(File.ReadAllText(Path.Combine(root, PagePath)), sections);
        var docs = arguments.Out ?? Path.Combine(root, Path.GetDirectoryName(PagePath)!);
        var folder = Path.Combine(docs, "benchmarks");
        Directory.CreateDirectory(folder);
        var drawn = sections.SelectMany(s => s.Pictures).SelectMany(picture => new[] { Theme.Light, Theme.Dark }.Select(theme => Write(picture, theme, folder, arguments.Png))).ToHashSet(StringComparer.Ordinal);
        foreach (var old in Directory.EnumerateFiles(folder, "*.svg").Where(f => !drawn.Contains(Path.GetFileName(f))))
        {
            File.Delete(old);
        }

        File.WriteAllText(Path.Combine(docs, Path.GetFileName(PagePath)), page);
        Console.WriteLine($"{drawn.Count / 2} pictures, each in two themes, in {folder}, and the blocks of {Path.Combine(docs, Path.GetFileName(PagePath))}");
    }

    private static string Write(Picture picture, Theme theme, string folder, string? png)
    {
        var name = picture.Name + theme.Suffix;
        File.WriteAllText(Path.Combine(folder, name + ".svg"), Sheet.Svg(picture.Chart, theme));
        if (png is not null)
        {
            Directory.CreateDirectory(png);
            Sheet.SavePng(picture.Chart, theme, Path.Combine(png, name + ".png"));
        }

        return name + ".svg";
    }
}
