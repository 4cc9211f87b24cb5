using System.Reflection;
using TensorFrames.Tests;
using TensorFrames.Tests.Conformance;
using Xunit.Sdk;
using Xunit.v3;

namespace TensorFrames.Spark.Tests.Conformance;

/// <summary>
/// Every case of the suite where all is asked for (4.3.0 local[2]; each row under TFN_FULL=1), else those of the smoke with
/// the newer libtensorflow, for the row that the test's class names: (ConformanceCase, Runtime).
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class EverySparkCaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        ArgumentNullException.ThrowIfNull(testMethod);
        return new([.. Rows(SparkRows.Of(testMethod.ReflectedType!.GetCustomAttribute<CollectionAttribute>()!.Name!))]);
    }

    public override bool SupportsDiscoveryEnumeration() => true;

    private static IEnumerable<ITheoryDataRow> Rows(Spark spark) => TestRuntimes.All.SelectMany(tf => Suite.Asked
        .Where(e => SparkServers.Asked.Contains(spark) || (e.IsSmoke && tf.Version == TestRuntimes.New))
        .Select(e => new TheoryDataRow(new ConformanceCase(e.Name), tf) { Skip = SparkServers.WhySkipped(spark) ?? TestRuntimes.WhySkipped(tf.Version) }));
}
