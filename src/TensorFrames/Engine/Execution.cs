using Apache.Arrow;
using TensorFrames.Run;
using TensorFrames.Tables;
using Table = TensorFrames.Tables.Table;

namespace TensorFrames.Engine;

/// <summary>One run of a frame: its partitions, steps and options, and what all threads count.</summary>
internal sealed class Execution(Table table, IReadOnlyList<string>? columns, IReadOnlyList<IBlockStep> steps, EngineOptions options, bool lend = false)
{
    private readonly long _begun = TimeProvider.System.GetTimestamp();
    private long _rows;
    private long _blocks;

    internal EngineOptions Options => options;

    internal IReadOnlyList<Partition> Partitions { get; } = table.Partitions;

    internal bool IsStateful { get; } = steps.Any(s => s.IsStateful);

    internal BlockReader OpenReader(int partition)
    {
        if (options.Logger is { } logger)
        {
            EngineLog.PartitionBegins(logger, Partitions[partition].Name);
        }

        return new BlockReader(Partitions[partition], columns, options, lend || steps.Count > 0);
    }

    internal Pipeline OpenPipeline(bool own) => new(steps, own);

    /// <summary>Runs one block, which it takes over, and tells whoever wants to know.</summary>
    internal RecordBatch? Run(Pipeline pipeline, RecordBatch block, in BlockPosition position, CancellationToken cancellationToken)
    {
        var rows = block.Length;
        var started = EngineMetrics.Start();
        var result = pipeline.Run(block, position, cancellationToken);
        try
        {
            var all = Interlocked.Add(ref _rows, rows);
            var blocks = Interlocked.Increment(ref _blocks);
            EngineMetrics.Block(rows, started);
            options.Progress?.Report(new FrameProgress(all, blocks, TotalRows));
            return result;
        }
        catch
        {
            result?.Dispose();
            throw;
        }
    }

    /// <summary>A partition was read to its end.</summary>
    internal void PartitionEnds(int partition, BlockReader reader)
    {
        if (options.Logger is { } logger)
        {
            EngineLog.PartitionEnds(logger, Partitions[partition].Name, reader.Rows, reader.Blocks);
        }
    }

    /// <summary>All results were taken.</summary>
    internal void Ends()
    {
        if (options.Logger is { } logger)
        {
            var seconds = TimeProvider.System.GetElapsedTime(_begun).TotalSeconds;
            EngineLog.RunEnds(logger, _rows, _blocks, Partitions.Count, seconds);
        }
    }

    /// <summary>Results in order: run on the caller's thread where there is to be one, else on the engine's.</summary>
    internal IEnumerable<RecordBatch> Results(CancellationToken cancellationToken) => options.Threads == 1 ? RunInline(cancellationToken) : RunParallel(cancellationToken);

    private IEnumerable<RecordBatch> RunParallel(CancellationToken cancellationToken)
    {
        using var run = new ParallelExecution(this, cancellationToken);
        foreach (var result in run.Results())
        {
            yield return result;
        }
    }

    private IEnumerable<RecordBatch> RunInline(CancellationToken cancellationToken)
    {
        Pipeline? shared = null;
        try
        {
            for (var partition = 0; partition < Partitions.Count; partition++)
            {
                using var reader = OpenReader(partition);
                using var own = IsStateful ? OpenPipeline(own: true) : null;
                var pipeline = own ?? (shared ??= OpenPipeline(own: false));
                foreach (var (result, _) in Drive(reader, pipeline, cancellationToken))
                {
                    yield return result;
                }

                PartitionEnds(partition, reader);
            }

            Ends();
        }
        finally
        {
            shared?.Dispose();
        }
    }

    /// <summary>One partition's results, run on the caller's thread.</summary>
    internal IEnumerable<RecordBatch> RunPartition(int partition, CancellationToken cancellationToken) =>
        RunBlocks(partition, cancellationToken).Select(result => result.Batch);

    /// <summary>The same, each with the block that it was made of.</summary>
    internal IEnumerable<(RecordBatch Batch, BlockPosition Position)> RunBlocks(int partition, CancellationToken cancellationToken)
    {
        using var reader = OpenReader(partition);
        using var pipeline = OpenPipeline(own: true);
        foreach (var result in Drive(reader, pipeline, cancellationToken))
        {
            yield return result;
        }

        PartitionEnds(partition, reader);
    }

    private IEnumerable<(RecordBatch Batch, BlockPosition Position)> Drive(BlockReader reader, Pipeline pipeline, CancellationToken cancellationToken)
    {
        while (reader.Next(cancellationToken, out var position) is { } block)
        {
            if (Run(pipeline, block, position, cancellationToken) is { } result)
            {
                yield return (result, position with { IsJoined = position.IsJoined && steps.Count == 0 });
            }
        }
    }

    private long? TotalRows { get; } = table.Partitions.All(p => p.RowCount is not null) ? table.Partitions.Sum(p => p.RowCount) : null;
}
