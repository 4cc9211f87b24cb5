using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace TensorFrames.Spark.Tests;

/// <summary>
/// Runs a theory on Spark, given as its first and only parameter: on 4.3.0 local[2], and under TFN_FULL=1 on every row.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class EverySparkAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. SparkServers.Asked.Select(spark => new TheoryDataRow(spark) { Skip = SparkServers.WhySkipped(spark) })]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
