using System.Reflection;
using System.Text.Json;
using TensorFrames.Tests;
using Xunit.Sdk;
using Xunit.v3;

namespace TensorFrames.Spark.Tests.Golden;

/// <summary>Every golden case of some verbs on 4.3.0 local[2], and under TFN_FULL=1 on every row: (Spark, GoldenCase).</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class EveryGoldenCaseAttribute(params string[] verbs) : DataAttribute
{
    /// <summary>For error cases: the verbs of the runs that fail.</summary>
    public string[] Of { get; set; } = [];

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) => new(Rows());

    public override bool SupportsDiscoveryEnumeration() => true;

    private ITheoryDataRow[] Rows()
    {
        if (TensorFrames.Tests.Golden.Folder is null)
        {
            return [new TheoryDataRow(SparkRows.Main, new GoldenCase("none")) { Skip = TensorFrames.Tests.Golden.Missing }];
        }

        using var list = JsonDocument.Parse(File.ReadAllBytes(TensorFrames.Tests.Golden.Path("cases.json")));
        var cases = list.RootElement.EnumerateArray().Where(c => verbs.Contains(c.GetProperty("verb").GetString())).Select(c => new GoldenCase(c.GetProperty("name").GetString()!))
            .Where(c => Of.Length == 0 || (c.Json.TryGetProperty("row_verb", out var verb) && Of.Contains(verb.GetString()))).ToArray();
        return [.. SparkServers.Asked.SelectMany(spark => cases.Select(c => new TheoryDataRow(spark, c) { Skip = SparkServers.WhySkipped(spark) }))];
    }
}
