using System.Reflection;
using System.Text.Json;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace TensorFrames.Tests;

/// <summary>Runs a theory on every golden case of some verbs and on each real libtensorflow: (GoldenCase, Runtime).</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class EveryCaseAttribute(params string[] verbs) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) => new(Rows());

    public override bool SupportsDiscoveryEnumeration() => true;

    private ITheoryDataRow[] Rows()
    {
        if (Golden.Folder is null)
        {
            return [new TheoryDataRow(new GoldenCase("none"), TestRuntimes.All[0]) { Skip = Golden.Missing }];
        }

        using var list = JsonDocument.Parse(File.ReadAllBytes(Golden.Path("cases.json")));
        return [.. list.RootElement.EnumerateArray()
            .Where(c => verbs.Contains(c.GetProperty("verb").GetString()))
            .Select(c => new GoldenCase(c.GetProperty("name").GetString()!))
            .SelectMany(c => TestRuntimes.All.Select(tf => new TheoryDataRow(c, tf) { Skip = TestRuntimes.WhySkipped(tf.Version) }))];
    }
}
