using Apache.Arrow;
using Apache.Arrow.Ipc;
using ParquetSharp.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Files;

/// <summary>
/// Reads row groups one at a time: ParquetSharp's batches would otherwise span them. Pre-buffering stays off, as it would
/// hold all row groups at once.
/// </summary>
internal sealed class ParquetBatchReader : BatchReader
{
    private readonly ParquetFile _file;
    private readonly int[]? _leaves;
    private readonly string _name;
    private readonly int _end;
    private readonly FileReader _reader;
    private IArrowArrayStream? _group;
    private int _next;

    internal ParquetBatchReader(ParquetFile file, Range groups, int maxBatchRows, IReadOnlyList<string>? columns, string name)
    {
        (_file, _name, _next, _end) = (file, name, groups.Start.Value, groups.End.Value);
        Schema = BatchColumns.Select(file.Schema, columns, name);
        // An empty list of columns means all to ParquetSharp; one is read for its row count then, and dropped.
        var wanted = columns is { Count: 0 } && file.Schema.FieldsList.Count > 0 ? [file.Schema.FieldsList[0].Name] : columns;
        _leaves = wanted?.Distinct(StringComparer.Ordinal).SelectMany(c => file.Leaves[BatchColumns.IndexOf(file.Schema, c, name)]).ToArray();
        var rows = file.GroupRows[groups].DefaultIfEmpty(1).Max();
        _reader = Open(file, Math.Clamp(rows, 1, maxBatchRows));
    }

    public override Schema Schema { get; }

    public override RecordBatch? Read(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_group is null && _next == _end)
                {
                    return null;
                }

                _group ??= _reader.GetRecordBatchReader(rowGroups: [_next++], columns: _leaves);
                if (Blocking.Wait(_group.ReadNextRecordBatchAsync(cancellationToken)) is { } batch)
                {
                    return Named(batch);
                }

                _group.Dispose();
                _group = null;
            }
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException or TensorFramesException))
        {
            throw ParquetErrors.Read(_name, e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _group?.Dispose();
        _reader.Dispose();
        base.Dispose(disposing);
    }

    private static FileReader Open(ParquetFile file, long batchRows)
    {
        using var properties = ArrowReaderProperties.GetDefault();
        (properties.PreBuffer, properties.UseThreads, properties.BatchSize) = (false, false, batchRows);
        try
        {
            return new FileReader(file.Path, null, properties);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw ParquetErrors.Read(file.Name, e);
        }
    }

    /// <summary>The batch under the wanted schema, with the file's field and schema metadata.</summary>
    private RecordBatch Named(RecordBatch batch)
    {
        var wanted = Schema.FieldsList;
        if (wanted.Count == batch.ColumnCount && wanted.Select(f => f.Name).SequenceEqual(batch.Schema.FieldsList.Select(f => f.Name), StringComparer.Ordinal))
        {
            return new RecordBatch(Schema, batch.Arrays, batch.Length);
        }

        using (batch)
        {
            return BatchColumns.Share(batch, Schema, 0, batch.Length, _file.Name);
        }
    }
}
