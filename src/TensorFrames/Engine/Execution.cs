using Apache.Arrow;
using Microsoft.Extensions.Logging;
using TensorFrames.Tables;
using Table = TensorFrames.Tables.Table;

namespace TensorFrames.Engine;

/// <summary>One run of a frame: its partitions, steps and options, and what all threads count.</summary>
internal sealed class Execution(Table table, IReadOnlyList<string>? columns, IReadOnlyList<IStep> steps, EngineOptions options)
{
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

        return new BlockReader(Partitions[partition], columns, options, lend: steps.Count > 0);
    }

    internal Pipeline OpenPipeline(bool own) => new(steps, own);

    internal void Done(int rows, long started)
    {
        var all = Interlocked.Add(ref _rows, rows);
        var blocks = Interlocked.Increment(ref _blocks);
        EngineMetrics.Block(rows, started);
        options.Progress?.Report(new FrameProgress(all, blocks, TotalRows));
    }

    /// <summary>Results in order, run on the caller's thread.</summary>
    internal IEnumerable<RecordBatch> RunInline(CancellationToken cancellationToken)
    {
        Pipeline? shared = null;
        try
        {
            for (var partition = 0; partition < Partitions.Count; partition++)
            {
                using var reader = OpenReader(partition);
                using var own = IsStateful ? OpenPipeline(own: true) : null;
                var pipeline = own ?? (shared ??= OpenPipeline(own: false));
                foreach (var result in Drive(reader, pipeline, cancellationToken))
                {
                    yield return result;
                }
            }
        }
        finally
        {
            shared?.Dispose();
        }
    }

    /// <summary>One partition's results, run on the caller's thread.</summary>
    internal IEnumerable<RecordBatch> RunPartition(int partition, CancellationToken cancellationToken)
    {
        using var reader = OpenReader(partition);
        using var pipeline = OpenPipeline(own: true);
        foreach (var result in Drive(reader, pipeline, cancellationToken))
        {
            yield return result;
        }
    }

    private IEnumerable<RecordBatch> Drive(BlockReader reader, Pipeline pipeline, CancellationToken cancellationToken)
    {
        while (reader.Next(cancellationToken, out var position) is { } block)
        {
            var rows = block.Length;
            var started = EngineMetrics.Start();
            var result = pipeline.Run(block, position);
            Done(rows, started);
            if (result is not null)
            {
                yield return result;
            }
        }
    }

    private long? TotalRows { get; } = table.Partitions.All(p => p.RowCount is not null) ? table.Partitions.Sum(p => p.RowCount) : null;
}

/// <summary>Log lines of the engine.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "Partition {Name} begins")]
    internal static partial void PartitionBegins(ILogger logger, string name);
}
