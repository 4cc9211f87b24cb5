using Microsoft.Extensions.Logging;

namespace TensorFrames.Engine;

/// <summary>Log lines of the engine: a line for a run, two for a partition, none for a block or a row.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "Partition {Name} begins")]
    internal static partial void PartitionBegins(ILogger logger, string name);

    [LoggerMessage(EventId = 2, Level = LogLevel.Debug, Message = "Partition {Name} is read: {Rows} rows in {Blocks} blocks")]
    internal static partial void PartitionEnds(ILogger logger, string name, long rows, long blocks);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "Run is done: {Rows} rows in {Blocks} blocks of {Partitions} partitions, {Seconds:0.000} s")]
    internal static partial void RunEnds(ILogger logger, long rows, long blocks, int partitions, double seconds);
}
