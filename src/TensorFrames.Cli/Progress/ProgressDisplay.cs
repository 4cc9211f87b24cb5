namespace TensorFrames.Cli.Progress;

/// <summary>Shows how far something has come, on standard error. Safe to call from any thread.</summary>
internal abstract class ProgressDisplay : IDisposable
{
    private readonly Lock _gate = new();

    internal static ProgressDisplay For(CliConsole console) =>
        console.ErrorColumns > 0 ? new ProgressBar(console.Error, console.ErrorColumns, TimeProvider.System) : new ProgressLines(console.Error, TimeProvider.System);

    internal void Report(ProgressState state)
    {
        lock (_gate)
        {
            Show(state);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            End();
        }
    }

    protected abstract void Show(ProgressState state);

    /// <summary>Leaves the display clean for what is written next.</summary>
    protected abstract void End();
}
