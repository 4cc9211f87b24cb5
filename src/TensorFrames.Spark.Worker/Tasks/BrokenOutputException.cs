namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>
/// A body's output stopped within a message: nothing can be said on the connection any more, so it is closed and Spark
/// runs the task again. What went wrong goes to the log.
/// </summary>
internal sealed class BrokenOutputException(string message, Exception inner) : Exception(message, inner);
