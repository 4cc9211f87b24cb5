using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace TensorFrames.Spark.Tests;

/// <summary>
/// Runs a theory on Spark, given as its first and only parameter: on 4.3.0 local[2], and under TFN_FULL=1 on every row.
/// </summary>
/// <remarks>Tests that count worker processes ask for <see cref="OneExecutor"/>: on a cluster, Spark chooses where tasks go.</remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class EverySparkAttribute : DataAttribute
{
    /// <summary>Whether rows with several executors are skipped.</summary>
    public bool OneExecutor { get; init; }

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. SparkServers.Asked.Select(spark => new TheoryDataRow(spark) { Skip = SparkServers.WhySkipped(spark) ?? WhySkipped(spark) })]);

    private string? WhySkipped(Spark spark) => OneExecutor && spark.Master == Spark.Standalone ? "needs one executor: on a cluster Spark chooses where tasks go" : null;

    public override bool SupportsDiscoveryEnumeration() => true;
}
