namespace TensorFrames.Cli;

/// <summary>The command line itself is wrong; nothing was opened.</summary>
internal sealed class UsageException(string message) : Exception(message);
