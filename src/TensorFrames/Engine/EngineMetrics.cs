using System.Diagnostics.Metrics;

namespace TensorFrames.Engine;

/// <summary>
/// The meter <c>TensorFrames</c>: rows, blocks, borrowed and copied bytes, seconds a block took. What the engine hands on counts,
/// whatever is run: an aggregate's groups count as rows once more for each time that they go through it, after the table's.
/// Blocks that wait for a reduce on one thread count as they begin to wait, and their seconds are without it.
/// </summary>
internal static class EngineMetrics
{
    private static readonly Meter Meter = new("TensorFrames");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("tensorframes.rows", "{row}", "Rows run");
    private static readonly Counter<long> Blocks = Meter.CreateCounter<long>("tensorframes.blocks", "{block}", "Blocks run");
    private static readonly Counter<long> Borrowed = Meter.CreateCounter<long>("tensorframes.borrowed", "By", "Bytes fed without a copy");
    private static readonly Counter<long> Copied = Meter.CreateCounter<long>("tensorframes.copied", "By", "Bytes fed with a copy");
    private static readonly Histogram<double> Seconds = Meter.CreateHistogram<double>("tensorframes.block.duration", "s", "Time of one block");

    /// <summary>A block's beginning; 0 where nobody listens, since the clock costs as much as the rest of the counting.</summary>
    internal static long Start() => Seconds.Enabled ? TimeProvider.System.GetTimestamp() : 0;

    internal static void Block(int rows, long started)
    {
        Rows.Add(rows);
        Blocks.Add(1);
        if (started != 0)
        {
            Seconds.Record(TimeProvider.System.GetElapsedTime(started).TotalSeconds);
        }
    }

    internal static void Fed(long borrowed, long copied)
    {
        Borrowed.Add(borrowed);
        Copied.Add(copied);
    }
}
