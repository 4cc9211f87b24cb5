using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace TensorFrames.Tests.Conformance;

/// <summary>Runs a theory on every case of the suite with each real libtensorflow: (ConformanceCase, Runtime).</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class EveryConformanceCaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) => new([.. Rows()]);

    public override bool SupportsDiscoveryEnumeration() => true;

    internal static IEnumerable<ITheoryDataRow> Rows() => TestRuntimes.All.SelectMany(tf => Suite.Asked
        .Select(e => new TheoryDataRow(new ConformanceCase(e.Name), tf) { Skip = TestRuntimes.WhySkipped(tf.Version) }))
        .Concat(Golden.Folder is null ? [new TheoryDataRow(new ConformanceCase("golden"), TestRuntimes.All[0]) { Skip = Golden.Missing }] : []);
}
