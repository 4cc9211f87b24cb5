using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Files;

/// <summary>Frames from files and back to files.</summary>
public static class FrameFiles
{
    /// <summary>A frame over a file, folder, glob or <c>-</c>, as <see cref="TableFiles.Open"/> opens it.</summary>
    /// <exception cref="TableException">Nothing is there, or it is broken; the message names it.</exception>
    public static Frame Open(string path, TableFileOptions? options = null) => Frame.From(TableFiles.Open(path, options));

    /// <summary>
    /// Runs the frame into a file, <c>-</c>, or, if the path ends in <c>/</c>, a folder with a part for each partition.
    /// The target appears when all of it is written; until then an existing one stays as it was.
    /// </summary>
    /// <returns>Rows written.</returns>
    /// <exception cref="TensorFramesException">Reading, running or writing failed; nothing half-written is left.</exception>
    public static long Write(
        this Frame frame, string path, TableFileOptions? options = null, EngineOptions? engine = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return path.EndsWith('/') ? WriteParts(frame, path, options, engine, cancellationToken) : WriteOne(frame, path, options, engine, cancellationToken);
    }

    /// <summary>As <see cref="Write"/>, on a thread of its own.</summary>
    /// <returns>Rows written.</returns>
    /// <exception cref="TensorFramesException">Reading, running or writing failed; nothing half-written is left.</exception>
    public static Task<long> WriteAsync(
        this Frame frame, string path, TableFileOptions? options = null, EngineOptions? engine = null, CancellationToken cancellationToken = default) =>
        Task.Factory.StartNew(
            () => Write(frame, path, options, engine, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);

    private static long WriteOne(Frame frame, string path, TableFileOptions? options, EngineOptions? engine, CancellationToken cancellationToken)
    {
        long rows = 0;
        TableOutput? output = null;
        try
        {
            BatchWriter? writer = null;
            foreach (var batch in frame.ToBatches(engine, cancellationToken))
            {
                using (batch)
                {
                    // Only now is the schema certain: a fetch's rank may have waited for the first block.
                    writer ??= (output = TableFiles.Create(path, batch.Schema, options)).Open(0);
                    writer.Write(batch);
                    rows += batch.Length;
                }
            }

            if (output is null)
            {
                output = TableFiles.Create(path, SchemaOf(frame), options);
                output.Open(0);
            }

            output.Complete();
            return rows;
        }
        finally
        {
            output?.Dispose();
        }
    }

    private static long WriteParts(Frame frame, string path, TableFileOptions? options, EngineOptions? engine, CancellationToken cancellationToken)
    {
        long rows = 0;
        using var output = TableFiles.Create(path, SchemaOf(frame), options);
        frame.ForEachPartition(
            (partition, batches) =>
            {
                using var writer = output.Open(partition);
                foreach (var batch in batches)
                {
                    using (batch)
                    {
                        writer.Write(batch);
                        Interlocked.Add(ref rows, batch.Length);
                    }
                }

                writer.Complete();
            },
            engine,
            cancellationToken);
        output.Complete();
        return rows;
    }

    private static Schema SchemaOf(Frame frame) => frame.Schema
        ?? throw frame.ColumnsNotKnown();
}
