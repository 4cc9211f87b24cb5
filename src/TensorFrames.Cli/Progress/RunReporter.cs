namespace TensorFrames.Cli.Progress;

/// <summary>Shows a run and remembers how far it came.</summary>
internal sealed class RunReporter(ProgressDisplay display, string what) : IProgress<FrameProgress>
{
    private long _blocks;

    /// <summary>Blocks done.</summary>
    internal long Blocks => Interlocked.Read(ref _blocks);

    public void Report(FrameProgress value)
    {
        Interlocked.Increment(ref _blocks);
        display.Report(new(what, value.Rows, value.TotalRows, ProgressUnit.Rows));
    }
}
