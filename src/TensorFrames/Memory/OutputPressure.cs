namespace TensorFrames.Memory;

/// <summary>
/// Tells the collector of output memory, but only of what piles up: results that are disposed in time must not set off
/// collections (one of all generations every 20 MB, if each run told of itself), dropped ones must.
/// </summary>
internal static class OutputPressure
{
    private const long Step = 32 << 20;
    private static readonly Lock Gate = new();
    private static long _live;
    private static long _told;

    /// <summary>What the collector has been told of.</summary>
    internal static long Told => Volatile.Read(ref _told);

    internal static void Add(long bytes)
    {
        var live = Interlocked.Add(ref _live, bytes);
        var told = Volatile.Read(ref _told);
        if (live - told > Slack(told))
        {
            Tell();
        }
    }

    internal static void Remove(long bytes)
    {
        var live = Interlocked.Add(ref _live, -bytes);
        var told = Volatile.Read(ref _told);
        if (told - live > Slack(told))
        {
            Tell();
        }
    }

    // In proportion, so that a program that means to hold much is not collected over and over.
    private static long Slack(long told) => Math.Max(Step, told / 4);

    private static void Tell()
    {
        long change;
        lock (Gate)
        {
            var live = Interlocked.Read(ref _live);
            if (Math.Abs(live - _told) <= Slack(_told))
            {
                return;
            }

            change = live - _told;
            Volatile.Write(ref _told, live);
        }

        // Outside the lock: the collection that this may begin runs finalisers that come here as well.
        if (change > 0)
        {
            GC.AddMemoryPressure(change);
        }
        else
        {
            GC.RemoveMemoryPressure(-change);
        }
    }
}
