using System.Runtime.InteropServices;
using TensorFrames.Interop;
using TensorFrames.Memory;

namespace TensorFrames.Run;

/// <summary>One tensor name of a graph: an operation and the index of its output.</summary>
internal readonly record struct TensorPort(string Operation, int Index);

/// <summary>A session's feeds and fetches, resolved once. Many threads may run it, each with a scratch of its own.</summary>
internal sealed unsafe class RunPlan : IDisposable
{
    private readonly RuntimeState _runtime;
    private readonly PlanHandle _handle;

    internal RunPlan(RuntimeState runtime, SessionHandle session, IReadOnlyList<TensorPort> feeds, IReadOnlyList<TensorPort> fetches, PlanFlags flags)
    {
        _runtime = runtime;
        FeedCount = feeds.Count;
        FetchCount = fetches.Count;
        using var ports = new NativePorts(feeds, fetches);
        ErrorText error;
        var status = Shim.tfn_plan_open(session, ports.Feeds, feeds.Count, ports.Fetches, fetches.Count, flags, out _handle, &error);
        if (status != Status.Ok)
        {
            throw new PlanException($"TensorFlow cannot run these feeds and fetches: {error.Message}") { Code = (int)status };
        }
    }

    internal int FeedCount { get; }

    internal int FetchCount { get; }

    /// <summary>Runs the feeds in <paramref name="scratch"/> once; its fetches then describe the outputs that the owner keeps.</summary>
    /// <returns>The owner, with one reference of the caller's, to be released after the columns are made.</returns>
    internal RunOwner Run(RunScratch scratch, RunFlags flags) => Run(scratch, null, flags);

    /// <summary>
    /// Runs the feeds in <paramref name="scratch"/> once for each of <paramref name="rows"/> rows; its fetches then describe
    /// all rows' cells, gathered. Cancelling ends it between two rows.
    /// </summary>
    internal RunOwner RunRows(RunScratch scratch, int rows, RunFlags flags, CancellationToken cancellationToken) =>
        RunEach(scratch, rows, null, flags, cancellationToken);

    /// <summary>
    /// Runs the feeds in <paramref name="scratch"/> once for each group of rows that follow one another; a group of one row is
    /// passed on as it is. Its fetches then describe all groups' cells, gathered. Cancelling ends it between two groups.
    /// </summary>
    /// <param name="scratch">The feeds, one for each fetch in the fetches' order.</param>
    /// <param name="starts">The first row of each group, and the rows in all.</param>
    /// <param name="cancellationToken">Ends a run between two groups.</param>
    internal RunOwner RunGroups(RunScratch scratch, ReadOnlySpan<long> starts, CancellationToken cancellationToken)
    {
        fixed (long* first = starts)
        {
            return RunEach(scratch, starts.Length - 1, first, RunFlags.None, cancellationToken);
        }
    }

    /// <summary>
    /// Runs the plan once for each of <paramref name="count"/> blocks. The scratch's first feeds are the constants' alone, those
    /// of each block follow, constants left out of them. Its fetches then describe all blocks' results, gathered. Cancelling
    /// ends it between two blocks.
    /// </summary>
    internal RunOwner RunBlocks(RunScratch scratch, int count, RunFlags flags, CancellationToken cancellationToken) =>
        RunEach(scratch, count, null, flags, cancellationToken, scratch.Feeds + FeedCount);

    private RunOwner RunEach(RunScratch scratch, int count, long* starts, RunFlags flags, CancellationToken cancellationToken, Feed* blocks = null)
    {
        var stop = 0;
        var each = new Rows { Count = count, Feeds = scratch.RowFeeds, Fetches = scratch.RowFetches, Stop = &stop, Starts = starts, Blocks = blocks };
        var at = (nint)(&stop);
        using var stopping = cancellationToken.CanBeCanceled ? cancellationToken.UnsafeRegister(static at => Volatile.Write(ref *(int*)(nint)at!, 1), at) : default;
        return Run(scratch, &each, flags);
    }

    private RunOwner Run(RunScratch scratch, Rows* rows, RunFlags flags)
    {
        // Open until the last line of it: whoever closes graph and runtime meanwhile closes them after this.
        _runtime.RetainOpen();
        try
        {
            return RunOpen(scratch, rows, flags);
        }
        finally
        {
            _runtime.Release();
        }
    }

    public void Dispose() => _handle.Dispose();

    private RunOwner RunOpen(RunScratch scratch, Rows* rows, RunFlags flags)
    {
        RunResult result = default;
        var token = _runtime.Leases.NextToken();
        Status status;
        var entered = false;
        try
        {
            _handle.DangerousAddRef(ref entered);
            status = rows == null
                ? Shim.tfn_plan_run(_handle.DangerousGetHandle(), scratch.Feeds, scratch.Fetches, token, flags, &result, scratch.Error)
                : Shim.tfn_plan_run_rows(_handle.DangerousGetHandle(), rows, scratch.Feeds, scratch.Fetches, token, flags, &result, scratch.Error);
        }
        finally
        {
            if (entered)
            {
                _handle.DangerousRelease();
            }
        }

        RunOwner? owner = null;
        if (status == Status.Ok)
        {
            owner = new RunOwner(_runtime, result.Outputs, OutputBytes(scratch));
        }

        var lease = scratch.End(result.LeaseHeld != 0);
        if (lease is not null)
        {
            _runtime.Hold(token, lease);
        }
        else if (result.PendingLeases != 0)
        {
            _runtime.Drain();
        }

        return owner ?? throw new RunFailure(status, scratch.Error->Index, scratch.Error->Message, rows == null ? -1 : rows->Failed);
    }

    private long OutputBytes(RunScratch scratch)
    {
        long bytes = 0;
        for (var i = 0; i < FetchCount; i++)
        {
            bytes += scratch.Fetches[i].DataBytes;
        }

        return bytes;
    }

    private sealed class NativePorts : IDisposable
    {
        private readonly List<nint> _names = [];

        internal NativePorts(IReadOnlyList<TensorPort> feeds, IReadOnlyList<TensorPort> fetches)
        {
            Feeds = Make(feeds);
            Fetches = Make(fetches);
        }

        internal Port* Feeds { get; }

        internal Port* Fetches { get; }

        public void Dispose()
        {
            foreach (var name in _names)
            {
                Marshal.FreeCoTaskMem(name);
            }

            NativeMemory.Free(Feeds);
            NativeMemory.Free(Fetches);
        }

        private Port* Make(IReadOnlyList<TensorPort> ports)
        {
            var native = (Port*)NativeMemory.AllocZeroed((nuint)Math.Max(1, ports.Count), (nuint)sizeof(Port));
            for (var i = 0; i < ports.Count; i++)
            {
                var name = Marshal.StringToCoTaskMemUTF8(ports[i].Operation);
                _names.Add(name);
                native[i] = new Port { Operation = (byte*)name, Index = ports[i].Index };
            }

            return native;
        }
    }
}
