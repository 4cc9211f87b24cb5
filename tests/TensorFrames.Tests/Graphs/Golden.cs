using System.Text.Json;
using Xunit;

namespace TensorFrames.Tests.Graphs;

/// <summary>The golden cases, from TFN_SHARED or a shared folder beside the checkout; tests are skipped where there is none.</summary>
internal static class Golden
{
    private static readonly string? Folder = Find();

    public static string Path(string name, string file = "graph.pb")
    {
        Assert.SkipWhen(Folder is null, $"golden case {name}: no golden folder (set TFN_SHARED)");
        return System.IO.Path.Combine(Folder!, name, file);
    }

    public static JsonElement Case(string name) => JsonDocument.Parse(File.ReadAllBytes(Path(name, "case.json"))).RootElement;

    /// <summary>Cases with a graph.pb and an inspect block; one empty name where golden is absent, for a test to skip on.</summary>
    public static IEnumerable<string> Inspected() => Folder is null ? ["(none)"] : Directory.EnumerateDirectories(Folder)
        .Where(f => File.Exists(System.IO.Path.Combine(f, "graph.pb")) && File.ReadAllText(System.IO.Path.Combine(f, "case.json")).Contains("\"placeholders\"", StringComparison.Ordinal))
        .Select(f => System.IO.Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    private static string? Find()
    {
        var shared = Environment.GetEnvironmentVariable("TFN_SHARED");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); shared is null && at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "TensorFrames.Net.sln")))
            {
                shared = System.IO.Path.Combine(at.FullName, "..", "shared");
            }
        }

        return shared is not null && Directory.Exists(System.IO.Path.Combine(shared, "golden")) ? System.IO.Path.Combine(shared, "golden") : null;
    }
}
