using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Apache.Arrow;

namespace TensorFrames.Engine;

/// <summary>
/// Results that threads finish in any order, taken in the order of partitions and blocks. The first error in that order
/// is the one thrown.
/// </summary>
internal sealed class OrderedResults(int partitions) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _ready = new(0);
    private readonly Dictionary<(int Partition, long Block), Result> _results = [];
    private readonly long[] _lengths = NewLengths(partitions);
    private (int Partition, long Block) _announced;
    private (int Partition, long Block) _taken;

    /// <summary>Waits until <see cref="TryTake"/> has an answer.</summary>
    internal void Wait(CancellationToken cancellationToken) => _ready.Wait(cancellationToken);

    internal Task WaitAsync(CancellationToken cancellationToken) => _ready.WaitAsync(cancellationToken);

    /// <summary>The next result in order (null: the block gave none); false at the end.</summary>
    internal bool TryTake(out RecordBatch? batch)
    {
        lock (_gate)
        {
            SkipEnds(ref _taken);
            if (_taken.Partition == partitions)
            {
                batch = null;
                return false;
            }

            _results.Remove(_taken, out var result);
            _taken.Block++;
            result.Error?.Throw();
            batch = result.Batch;
            return true;
        }
    }

    internal void Add(int partition, long block, RecordBatch? batch) => Put(partition, block, new(batch, null));

    internal void Fail(int partition, long block, Exception error) => Put(partition, block, new(null, ExceptionDispatchInfo.Capture(error)));

    /// <summary>The partition has this many blocks.</summary>
    internal void End(int partition, long blocks)
    {
        lock (_gate)
        {
            _lengths[partition] = blocks;
            Announce();
        }
    }

    internal bool IsHead(int partition)
    {
        lock (_gate)
        {
            var at = _taken;
            SkipEnds(ref at);
            return at.Partition == partition;
        }
    }

    /// <summary>Drops what nobody took.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var result in _results.Values)
            {
                result.Batch?.Dispose();
            }

            _results.Clear();
        }

        _ready.Dispose();
    }

    private void Put(int partition, long block, Result result)
    {
        lock (_gate)
        {
            _results[(partition, block)] = result;
            Announce();
        }
    }

    // One release for each result that is next in order, and one for the end.
    private void Announce()
    {
        while (true)
        {
            SkipEnds(ref _announced);
            if (_announced.Partition == partitions)
            {
                if (_announced.Block == 0)
                {
                    _announced.Block = 1;
                    _ready.Release();
                }

                return;
            }

            if (!_results.ContainsKey(_announced))
            {
                return;
            }

            _announced.Block++;
            _ready.Release();
        }
    }

    private void SkipEnds(ref (int Partition, long Block) at)
    {
        while (at.Partition < partitions && _lengths[at.Partition] == at.Block)
        {
            at = (at.Partition + 1, 0);
        }
    }

    private static long[] NewLengths(int partitions)
    {
        var lengths = new long[partitions];
        System.Array.Fill(lengths, -1);
        return lengths;
    }

    [SuppressMessage("Design", "MA0048:File name must match type name", Justification = "private")]
    private readonly record struct Result(RecordBatch? Batch, ExceptionDispatchInfo? Error);
}
