using System.Text.Json;
using Xunit;

namespace TensorFrames.Tests.Graphs;

/// <summary>The golden cases, from TFN_SHARED or a shared folder beside the checkout; tests are skipped where there is none.</summary>
internal static class Golden
{
    private static string? Folder => Tests.Golden.Folder;

    public static string Path(string name, string file = "graph.pb")
    {
        Assert.SkipWhen(Folder is null, $"golden case {name}: {Tests.Golden.Missing}");
        return System.IO.Path.Combine(Folder!, name, file);
    }

    public static JsonElement Case(string name) => JsonDocument.Parse(File.ReadAllBytes(Path(name, "case.json"))).RootElement;

    /// <summary>Cases with a graph.pb and an inspect block; one empty name where golden is absent, for a test to skip on.</summary>
    public static IEnumerable<string> Inspected() => Folder is null ? ["(none)"] : Directory.EnumerateDirectories(Folder)
        .Where(f => File.Exists(System.IO.Path.Combine(f, "graph.pb")) && File.ReadAllText(System.IO.Path.Combine(f, "case.json")).Contains("\"placeholders\"", StringComparison.Ordinal))
        .Select(f => System.IO.Path.GetFileName(f)!).Order(StringComparer.Ordinal);
}
