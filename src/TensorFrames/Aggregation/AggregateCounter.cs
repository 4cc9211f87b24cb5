using TensorFrames.Ipc;

namespace TensorFrames.Aggregation;

/// <summary>Counts what an aggregation did, over all its runs; threads add at once.</summary>
internal sealed class AggregateCounter
{
    private long _rows;
    private long _groups;
    private long _runs;
    private long _compactions;
    private long _spilled;

    internal void AddRows(long rows) => Interlocked.Add(ref _rows, rows);

    internal void AddGroups(long groups) => Interlocked.Add(ref _groups, groups);

    internal void AddRuns(long runs) => Interlocked.Add(ref _runs, runs);

    internal void AddCompaction() => Interlocked.Increment(ref _compactions);

    internal void AddSpilled(long bytes) => Interlocked.Add(ref _spilled, bytes);

    internal AggregateCounts Read(BlockPool memory) => new(
        Interlocked.Read(ref _rows), Interlocked.Read(ref _groups), Interlocked.Read(ref _runs), Interlocked.Read(ref _compactions), Interlocked.Read(ref _spilled), memory.PeakBytes, memory.LiveBytes);
}
