using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace TensorFrames.Tests;

/// <summary>Runs a theory once on each real libtensorflow, given as its first and only parameter, a <see cref="Runtime"/>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class EveryRuntimeAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. TestRuntimes.All.Select(runtime => new TheoryDataRow(runtime) { Skip = TestRuntimes.WhySkipped(runtime.Version) })]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
