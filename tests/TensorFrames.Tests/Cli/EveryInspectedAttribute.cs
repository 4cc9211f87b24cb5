using System.Reflection;
using System.Text.Json;
using Xunit.Sdk;
using Xunit.v3;

namespace TensorFrames.Tests.Cli;

/// <summary>Runs a theory on every golden case that says what inspecting its graph finds, and on each runtime: (GoldenCase, Runtime).</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class EveryInspectedAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) => new(Rows());

    public override bool SupportsDiscoveryEnumeration() => true;

    private static ITheoryDataRow[] Rows()
    {
        if (Golden.Folder is null)
        {
            return [new TheoryDataRow(new GoldenCase("none"), TestRuntimes.All[0]) { Skip = Golden.Missing }];
        }

        using var list = JsonDocument.Parse(File.ReadAllBytes(Golden.Path("cases.json")));
        return [.. list.RootElement.EnumerateArray()
            .Select(c => new GoldenCase(c.GetProperty("name").GetString()!))
            .Where(c => c.Verb == "inspect" || (c.Json.TryGetProperty("inspect", out _) && File.Exists(c.Model)))
            .SelectMany(c => TestRuntimes.All.Select(tf => new TheoryDataRow(c, tf) { Skip = TestRuntimes.WhySkipped(tf.Version) }))];
    }
}
