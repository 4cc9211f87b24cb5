namespace TensorFrames.Bench.Spark.Gates;

/// <summary>Seconds of a new session.</summary>
/// <param name="Whole">From its connection to its first rows: shipping and planning are in it.</param>
/// <param name="First">Of its first job, to its first rows.</param>
/// <param name="Again">Of the same job again.</param>
internal sealed record NewSession(double Whole, double First, double Again);
