using System.Diagnostics.Metrics;

namespace TensorFrames.Engine;

/// <summary>The meter <c>TensorFrames</c>: rows, blocks, borrowed and copied bytes, seconds a block took.</summary>
internal static class EngineMetrics
{
    private static readonly Meter Meter = new("TensorFrames");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("tensorframes.rows", "{row}", "Rows run");
    private static readonly Counter<long> Blocks = Meter.CreateCounter<long>("tensorframes.blocks", "{block}", "Blocks run");
    private static readonly Counter<long> Borrowed = Meter.CreateCounter<long>("tensorframes.borrowed", "By", "Bytes fed without a copy");
    private static readonly Counter<long> Copied = Meter.CreateCounter<long>("tensorframes.copied", "By", "Bytes fed with a copy");
    private static readonly Histogram<double> Seconds = Meter.CreateHistogram<double>("tensorframes.block.duration", "s", "Time of one block");

    internal static void Block(int rows, TimeSpan time)
    {
        Rows.Add(rows);
        Blocks.Add(1);
        Seconds.Record(time.TotalSeconds);
    }

    internal static void Fed(long borrowed, long copied)
    {
        Borrowed.Add(borrowed);
        Copied.Add(copied);
    }
}
