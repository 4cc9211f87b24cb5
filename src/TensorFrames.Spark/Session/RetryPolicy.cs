namespace TensorFrames.Spark;

/// <summary>
/// When a call that failed is made again: on UNAVAILABLE, on a cursor the server disconnected, and wherever the server
/// itself asks for it. Each wait is <see cref="Multiplier"/> times the last, up to <see cref="MaxBackoff"/>.
/// </summary>
public sealed record RetryPolicy
{
    /// <summary>Tries after the first. Default 15; 0 makes every failure final.</summary>
    public int MaxRetries { get; init; } = 15;

    /// <summary>The first wait. Default 50 ms.</summary>
    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>What each wait is multiplied by for the next. Default 4.</summary>
    public double Multiplier { get; init; } = 4;

    /// <summary>The longest wait. Default 60 s.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The most that is added by chance to waits of 2 s and more, so that clients do not come all at once. Default 500 ms.</summary>
    public TimeSpan Jitter { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The wait before retry <paramref name="number"/>, counted from 0, without jitter.</summary>
    internal TimeSpan Backoff(int number)
    {
        var milliseconds = InitialBackoff.TotalMilliseconds * Math.Pow(Multiplier, number);
        return milliseconds < MaxBackoff.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : MaxBackoff;
    }
}
