using Microsoft.Extensions.Logging;

namespace TensorFrames;

/// <summary>How the local engine runs a frame.</summary>
public sealed record EngineOptions
{
    // Each is made before the first block is run: tens of thousands take seconds, more than the system grants end the process.
    internal const int MostThreads = 1024;

    /// <summary>Rows of the largest block; a multiple of 64 keeps the slices of a longer batch flat. Default 65,536.</summary>
    public int BlockRows { get; init; } = 65_536;

    /// <summary>Whether a partition is one block, as TensorFrames had it: its batches are joined, a counted copy.</summary>
    public bool OneBlockPerPartition { get; init; }

    /// <summary>
    /// Threads that read, run and convert, at most 1,024; 0: one a core, but for ReduceBlocks over one partition in memory, which
    /// then runs on the caller's thread. With 1 everything does. TensorFlow has threads of its own beside these: where batches lie in
    /// memory and a block takes microseconds, 1 is faster.
    /// </summary>
    public int Parallelism { get; init; }

    /// <summary>
    /// Blocks read or finished but not yet taken, at most; 0: four a thread. At least one a thread. Bounds the memory,
    /// whatever the input's size.
    /// </summary>
    public int BlocksInFlight { get; init; }

    /// <summary>Told after every block, on the thread that finished it. What it throws ends the run, as an error of that block.</summary>
    public IProgress<FrameProgress>? Progress { get; init; }

    /// <summary>Told when the run is done (Information), and when partitions begin and end (Debug).</summary>
    public ILogger? Logger { get; init; }

    internal int Threads => Parallelism > 0 ? Parallelism : Environment.ProcessorCount;

    internal int Window => Math.Max(BlocksInFlight > 0 ? BlocksInFlight : 4 * Threads, Threads);
}
