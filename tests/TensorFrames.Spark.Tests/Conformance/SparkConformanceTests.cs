using TensorFrames.Tests;
using TensorFrames.Tests.Conformance;

namespace TensorFrames.Spark.Tests.Conformance;

/// <summary>The suite on a row of Spark.</summary>
public abstract class SparkConformanceTests(string collection, SparkEngines engines) : IClassFixture<SparkEngines>
{
    [Theory, EverySparkCase]
    public async Task Every_case_holds(ConformanceCase c, Runtime tf)
    {
        ArgumentNullException.ThrowIfNull(c);
        await c.HoldsOnAsync(await engines.OfAsync(SparkRows.Of(collection), tf));
    }
}

[Collection(SparkRows.Spark43Local)]
public sealed class ConformanceOn43Local(SparkEngines engines) : SparkConformanceTests(SparkRows.Spark43Local, engines);

[Collection(SparkRows.Spark43Standalone)]
public sealed class ConformanceOn43Standalone(SparkEngines engines) : SparkConformanceTests(SparkRows.Spark43Standalone, engines);

[Collection(SparkRows.Spark41Local)]
public sealed class ConformanceOn41Local(SparkEngines engines) : SparkConformanceTests(SparkRows.Spark41Local, engines);

[Collection(SparkRows.Spark40Local)]
public sealed class ConformanceOn40Local(SparkEngines engines) : SparkConformanceTests(SparkRows.Spark40Local, engines);

[Collection(SparkRows.Spark35Local)]
public sealed class ConformanceOn35Local(SparkEngines engines) : SparkConformanceTests(SparkRows.Spark35Local, engines);

[Collection(SparkRows.Spark35Standalone)]
public sealed class ConformanceOn35Standalone(SparkEngines engines) : SparkConformanceTests(SparkRows.Spark35Standalone, engines);
