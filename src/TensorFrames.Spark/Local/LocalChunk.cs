using Apache.Arrow;
using Apache.Arrow.Ipc;
using TensorFrames.Ipc;
using TensorFrames.Tables;
using TensorFrames.Verbs;

namespace TensorFrames.Spark;

/// <summary>Batches in Spark's types, gathered as one Arrow IPC stream until they are taken.</summary>
internal sealed class LocalChunk : IDisposable
{
    /// <summary>What one array and one message hold, less what goes around the values.</summary>
    internal const long MostBytes = int.MaxValue - (16 << 20);

    // Servers before 4.1 read the first batch of a stream only.
    private static readonly Version s_readsAll = new(4, 1);
    private readonly List<RecordBatch> _held = [];
    private readonly Version _spark;
    private readonly Schema? _declared;
    private readonly long _most;
    private long _heldBytes;
    private SparkTable? _table;
    private MemoryStream _stream = new();
    private ArrowStreamWriter? _writer;

    /// <param name="spark">The cluster's version.</param>
    /// <param name="declared">The columns, where known before the first batch.</param>
    /// <param name="most">Bytes of one stream at most.</param>
    internal LocalChunk(Version spark, Schema? declared, long most = MostBytes) => (_spark, _declared, _most) = (spark, declared, most);

    internal bool HasRows { get; private set; }

    internal long Length => _stream.Length;

    /// <summary>The columns that Spark gets.</summary>
    /// <exception cref="PlanException">No batch has come and nothing else says.</exception>
    internal Schema Schema => (_table ??= SparkTable.Of(
        _declared ?? throw new PlanException("The frame has no rows, and its columns are known from a first block only. Fix: give the shapes of its fetches."), _spark)).Schema;

    /// <summary>Writes a batch in Spark's types. before: the batch is the caller's; success and failure: it is not.</summary>
    /// <exception cref="PlanException">The rows have grown beyond what one array holds.</exception>
    internal void Add(RecordBatch batch)
    {
        HasRows |= batch.Length > 0;
        _heldBytes += BatchJoiner.BytesOf(batch);
        if (_heldBytes > _most)
        {
            batch.Dispose();
            throw new PlanException(
                $"The rows of this machine take more than {_most >> 20:N0} MB in Spark's types, which is all that Spark {_spark} is sent at once. "
                + "Fix: write them to files that Spark reads, send several DataFrames and Union them, or use Spark 4.1 or newer and blocks that are smaller.");
        }

        if (_spark < s_readsAll)
        {
            _held.Add(batch);
            return;
        }

        using (batch)
        {
            Start().WriteRecordBatch(ZeroBased.Of(batch));
        }
    }

    /// <summary>
    /// The batch in Spark's types, in pieces of about so many bytes. before: the batch is the caller's; success: each piece is the
    /// caller's to dispose, the batch is not; failure: all is disposed.
    /// </summary>
    internal IEnumerable<RecordBatch> Convert(RecordBatch batch, int bytes)
    {
        _table ??= SparkTable.Of(batch.Schema, _spark);
        using var converted = _table.Convert(batch);
        var size = BatchJoiner.BytesOf(converted);
        var rows = size <= bytes ? converted.Length : (int)Math.Max(1, converted.Length * (double)bytes / size);
        for (var at = 0; at < converted.Length; at += rows)
        {
            yield return converted.SliceShared(at, Math.Min(rows, converted.Length - at));
        }
    }

    /// <summary>The stream so far; the next batch begins another.</summary>
    internal ReadOnlyMemory<byte> Take()
    {
        WriteHeld();
        Start().WriteEnd();
        _writer!.Dispose();
        var bytes = _stream.GetBuffer().AsMemory(0, (int)_stream.Length);
        (_writer, _stream, HasRows, _heldBytes) = (null, new(), false, 0);
        return bytes;
    }

    public void Dispose()
    {
        _held.ForEach(batch => batch.Dispose());
        _writer?.Dispose();
        _stream.Dispose();
    }

    // A stream without a batch has no columns for Spark.
    private void WriteHeld()
    {
        using var joined = !HasRows ? EmptyBatch.Of(Schema) : _held.Count > 1 ? BatchJoiner.Join(Schema, _held) : null;
        if ((joined ?? _held.FirstOrDefault()) is { } batch)
        {
            Start().WriteRecordBatch(ZeroBased.Of(batch));
        }

        _held.ForEach(held => held.Dispose());
        _held.Clear();
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
