using Microsoft.Extensions.Logging;

namespace TensorFrames.Spark;

/// <summary>What a session tells its logger.</summary>
internal static partial class SparkLog
{
    [LoggerMessage(1, LogLevel.Information, "A Spark Connect call failed; retry {Number} in {Wait}")]
    internal static partial void Retry(ILogger logger, Exception error, int number, TimeSpan wait);

    [LoggerMessage(2, LogLevel.Information, "Operation {Operation} is taken up again after response {Response}")]
    internal static partial void TakenUp(ILogger logger, string operation, string? response);

    [LoggerMessage(3, LogLevel.Information, "Details of error {Id} could not be fetched")]
    internal static partial void NoDetails(ILogger logger, string id, Exception error);

    [LoggerMessage(4, LogLevel.Information, "Session {Session} could not be released")]
    internal static partial void NotReleased(ILogger logger, string session, Exception error);

    [LoggerMessage(5, LogLevel.Warning, "Spark: {Warning}")]
    internal static partial void ServerWarning(ILogger logger, string warning);

    [LoggerMessage(7, LogLevel.Warning, "The server refused artifact {Name} without saying why, as 3.5 does with what the session has already: that one is used")]
    internal static partial void ArtifactIsThere(ILogger logger, string name, Exception error);

    [LoggerMessage(6, LogLevel.Information, "Session {Session} runs verbs by {Worker}; rows a batch: {BatchRows}; libtensorflow: {Library}")]
    internal static partial void Shipped(ILogger logger, string session, string worker, int batchRows, string library);
}
