namespace TensorFrames.Cli.Progress;

/// <summary>Plain lines for logs and pipes: one whenever something new begins after a while, then one every few seconds.</summary>
internal sealed class ProgressLines(TextWriter log, TimeProvider clock) : ProgressDisplay
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private long _shown = clock.GetTimestamp();

    protected override void Show(ProgressState state)
    {
        if (clock.GetElapsedTime(_shown) < Pause)
        {
            return;
        }

        _shown = clock.GetTimestamp();
        log.WriteLine($"{state.What}: {state.Amount}");
        log.Flush();
    }

    protected override void End()
    {
    }
}
