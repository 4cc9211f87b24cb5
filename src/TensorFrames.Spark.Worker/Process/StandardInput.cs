namespace TensorFrames.Spark.Worker.Process;

/// <summary>
/// Spark's line to a daemon. Four bytes are a process's id: kill that worker. All workers are this process, which must
/// live; Spark closes the worker's connection right after, and <see cref="PeerWatch"/> ends its task by that. The end of
/// the line means: shut down.
/// </summary>
internal static class StandardInput
{
    internal static void OnEnd(Action shutDown) => new Thread(() =>
    {
        Span<byte> requests = stackalloc byte[256];
        while (Libc.Read(0, requests) > 0)
        {
        }

        shutDown();
    }, 256 << 10)
    { IsBackground = true, Name = "standard input" }.Start();
}
