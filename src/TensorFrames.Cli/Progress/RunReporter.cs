namespace TensorFrames.Cli.Progress;

/// <summary>Shows a run and remembers how far it came.</summary>
internal sealed class RunReporter(ProgressDisplay display, string what) : IProgress<FrameProgress>
{
    private long _blocks;
    private long _rows;

    /// <summary>Blocks done.</summary>
    internal long Blocks => Interlocked.Read(ref _blocks);

    /// <summary>Input rows done.</summary>
    internal long Rows => Interlocked.Read(ref _rows);

    public void Report(FrameProgress value)
    {
        SetRows(value.Rows);
        Interlocked.Increment(ref _blocks);
        display.Report(new(what, value.Rows, value.TotalRows, ProgressUnit.Rows));
    }

    // Threads report in any order.
    private void SetRows(long rows)
    {
        var seen = Interlocked.Read(ref _rows);
        while (rows > seen && Interlocked.CompareExchange(ref _rows, rows, seen) is var now && now != seen)
        {
            seen = now;
        }
    }
}
