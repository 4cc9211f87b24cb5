using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace TensorFrames.Tests.Building;

/// <summary>Runs a theory on every golden case that is rebuilt in C# and on each real libtensorflow: (GoldenCase, Runtime).</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class EveryRebuiltAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. RebuiltGraphs.All.Keys.SelectMany(name => TestRuntimes.All.Select(tf => new TheoryDataRow(new GoldenCase(name), tf)
        {
            Skip = Golden.Folder is null ? Golden.Missing : TestRuntimes.WhySkipped(tf.Version),
        }))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
