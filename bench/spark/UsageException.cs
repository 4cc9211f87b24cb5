namespace TensorFrames.Bench.Spark;

/// <summary>The command cannot do what it is asked to; the message says how to ask.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
