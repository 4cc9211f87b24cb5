using Microsoft.Extensions.Logging;

namespace TensorFrames;

/// <summary>Log lines of runtimes and graphs.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(EventId = 10, Level = LogLevel.Debug, Message = "Looked for libtensorflow: {Candidate}")]
    internal static partial void LookedAt(ILogger logger, LibTensorFlowCandidate candidate);

    [LoggerMessage(EventId = 11, Level = LogLevel.Information, Message = "libtensorflow {Version} is loaded from {Path}: columns are borrowed from {Alignment}-byte boundaries, strings are {Strings}")]
    internal static partial void Loaded(ILogger logger, string version, string path, int alignment, string strings);

    [LoggerMessage(EventId = 12, Level = LogLevel.Information, Message = "Graph {Source} ({Hash}) is loaded into TensorFlow {Version}: {Nodes} nodes, {Placeholders} placeholders, {Outputs} outputs, stateful: {IsStateful}")]
    internal static partial void GraphLoaded(ILogger logger, string source, string hash, string version, int nodes, int placeholders, int outputs, bool isStateful);

    [LoggerMessage(EventId = 13, Level = LogLevel.Debug, Message = "Graph {Source}: {Change}")]
    internal static partial void GraphChanged(ILogger logger, string source, string change);
}
