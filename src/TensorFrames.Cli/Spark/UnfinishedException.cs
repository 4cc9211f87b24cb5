namespace TensorFrames.Cli.Spark;

/// <summary>Interrupted while Spark wrote: what it had written is not this program's to clean up.</summary>
internal sealed class UnfinishedException(string message, Exception inner, CancellationToken cancellationToken) : OperationCanceledException(message, inner, cancellationToken);
