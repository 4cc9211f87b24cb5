using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace TensorFrames.Spark;

/// <summary>Batches in Spark's types, gathered as one Arrow IPC stream until they are taken.</summary>
internal sealed class LocalChunk : IDisposable
{
    private readonly Version _spark;
    private readonly Schema? _declared;
    private SparkTable? _table;
    private MemoryStream _stream = new();
    private ArrowStreamWriter? _writer;

    /// <param name="spark">The cluster's version.</param>
    /// <param name="declared">The columns, where known before the first batch.</param>
    internal LocalChunk(Version spark, Schema? declared) => (_spark, _declared) = (spark, declared);

    internal bool HasRows { get; private set; }

    internal long Length => _stream.Length;

    /// <summary>The columns that Spark gets.</summary>
    /// <exception cref="PlanException">No batch has come and nothing else says.</exception>
    internal Schema Schema => (_table ??= SparkTable.Of(
        _declared ?? throw new PlanException("The frame has no rows, and its columns are known from a first block only. Fix: give the shapes of its fetches."), _spark)).Schema;

    /// <summary>
    /// Converts and writes a batch. before: the batch is the caller's; success and failure: it is disposed.
    /// </summary>
    internal void Add(RecordBatch batch)
    {
        _table ??= SparkTable.Of(batch.Schema, _spark);
        using var converted = _table.Convert(batch);
        Start().WriteRecordBatch(converted);
        HasRows |= converted.Length > 0;
    }

    /// <summary>The stream so far; the next batch begins another.</summary>
    /// <exception cref="PlanException">It has grown beyond what one array holds.</exception>
    internal ReadOnlyMemory<byte> Take()
    {
        Start().WriteEnd();
        _writer!.Dispose();
        var bytes = _stream.GetBuffer().AsMemory(0, (int)_stream.Length);
        (_writer, _stream, HasRows) = (null, new(), false);
        return bytes;
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _stream.Dispose();
    }

    private ArrowStreamWriter Start()
    {
        if (_writer is null)
        {
            _writer = new(_stream, Schema, leaveOpen: true);
            _writer.WriteStart();
        }

        return _writer;
    }
}
