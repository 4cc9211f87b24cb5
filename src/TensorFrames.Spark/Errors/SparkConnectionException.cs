namespace TensorFrames.Spark;

/// <summary>The server cannot be reached, refuses the session or has lost it.</summary>
public sealed class SparkConnectionException(string message, Exception? inner = null) : SparkException(Stage.Load, message, inner);
