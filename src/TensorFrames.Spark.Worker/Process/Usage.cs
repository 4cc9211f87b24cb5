using TensorFrames.Spark.Worker.Libraries;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>Whether a daemon is in use, and since when it is not.</summary>
internal sealed class Usage(int seconds)
{
    private int _connections;
    private long _last = Environment.TickCount64;
    private int _seconds = seconds;

    internal void Begin() => Interlocked.Increment(ref _connections);

    internal void End()
    {
        Volatile.Write(ref _last, Environment.TickCount64);
        Interlocked.Decrement(ref _connections);
    }

    /// <summary>Takes a session's <c>spark.tensorframes.idle.seconds</c>; 0 never gives memory back.</summary>
    /// <exception cref="PlanException">It is no number of seconds.</exception>
    internal void Apply(IReadOnlyDictionary<string, string> settings)
    {
        if (WorkerSettings.Idle(settings) is { } seconds)
        {
            Volatile.Write(ref _seconds, seconds);
        }
    }

    internal bool IsOver => Volatile.Read(ref _connections) == 0
        && Volatile.Read(ref _seconds) is > 0 and var seconds
        && Environment.TickCount64 - Volatile.Read(ref _last) >= seconds * 1000L;

    /// <summary>Nothing more is to be done before the next connection has ended.</summary>
    internal void Rest() => Volatile.Write(ref _last, long.MaxValue);
}
