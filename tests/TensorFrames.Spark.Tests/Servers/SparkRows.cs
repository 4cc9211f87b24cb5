namespace TensorFrames.Spark.Tests;

/// <summary>
/// The rows of the table of versions. A smoke test is an abstract class over a <see cref="Spark"/> with one derived class
/// and collection a row, so that all tests of a row run together and its server starts once.
/// </summary>
public static class SparkRows
{
    public const string Spark35Local = "Spark 3.5.9 local[2]";
    public const string Spark35Standalone = "Spark 3.5.9 standalone";
    public const string Spark40Local = "Spark 4.0.5 local[2]";
    public const string Spark41Local = "Spark 4.1.4 local[2]";
    public const string Spark43Local = "Spark 4.3.0 local[2]";
    public const string Spark43Standalone = "Spark 4.3.0 standalone";

    /// <summary>Where most tests run.</summary>
    public static Spark Main { get; } = new("4.3.0", Spark.Local);

    /// <summary>Both its version and its deployment are other rows' too.</summary>
    internal static Spark InFullRuns { get; } = new("3.5.9", Spark.Standalone);

    public static IReadOnlyList<Spark> All { get; } =
    [
        Main, new("4.3.0", Spark.Standalone), new("4.1.4", Spark.Local), new("4.0.5", Spark.Local), new("3.5.9", Spark.Local), InFullRuns,
    ];

    /// <summary>The row of a collection's name.</summary>
    public static Spark Of(string collection) => All.Single(spark => collection == $"Spark {spark}");
}
