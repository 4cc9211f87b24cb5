using System.Globalization;

namespace TensorFrames.Cli.Progress;

/// <summary>One line of a terminal, drawn over and over.</summary>
internal sealed class ProgressBar(TextWriter terminal, int columns, TimeProvider clock) : ProgressDisplay
{
    private const int Cells = 24;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private long? _shown;

    protected override void Show(ProgressState state)
    {
        var done = state.Done == state.Total;
        if (_shown is { } last && clock.GetElapsedTime(last) < Pause && !done)
        {
            return;
        }

        _shown = clock.GetTimestamp();
        var line = Line(state);
        // A line that wraps could not be drawn over.
        terminal.Write("\r" + (line.Length < columns ? line : line[..Math.Max(0, columns - 1)]) + "\e[K");
        terminal.Flush();
    }

    protected override void End()
    {
        if (_shown is not null)
        {
            terminal.Write("\r\e[K");
            terminal.Flush();
            _shown = null;
        }
    }

    private static string Line(ProgressState state)
    {
        if (state.Share is not { } share)
        {
            return $"{state.What}  {state.Amount}";
        }

        var full = (int)(share * Cells);
        return string.Create(
            CultureInfo.InvariantCulture, $"{state.What}  {new string('█', full)}{new string('░', Cells - full)} {share * 100,3:0}%  {state.Amount}");
    }
}
