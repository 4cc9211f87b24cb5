namespace TensorFrames.Spark;

/// <summary>How far an operation is. Servers of 4.0 and newer tell.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Tasks">Tasks of the stages known so far.</param>
/// <param name="CompletedTasks">Those that are done.</param>
/// <param name="RunningTasks">Those that run.</param>
/// <param name="BytesRead">What they have read from their sources.</param>
public readonly record struct SparkProgress(string OperationId, long Tasks, long CompletedTasks, long RunningTasks, long BytesRead);
