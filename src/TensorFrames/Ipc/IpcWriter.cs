using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using TensorFrames.Tables;

namespace TensorFrames.Ipc;

/// <summary>Writes Arrow IPC with Apache.Arrow's writer, to a stream or to a file that appears only when complete.</summary>
public abstract class IpcWriter : BatchWriter
{
    private readonly Schema _schema;
    private readonly string _name;
    private readonly WriteTarget _target;
    private readonly ArrowStreamWriter _writer;
    private readonly DictionaryWatch _dictionaries = new();
    private bool _completed;
    private bool _failed;

    private protected IpcWriter(Schema schema, WriteTarget target, IpcCompression compression)
    {
        ArgumentNullException.ThrowIfNull(schema);
        (_schema, _target, _name) = (schema, target, target.Name);
        try
        {
            _writer = Start(schema, compression);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            target.Dispose();
            throw new WriteException($"Output '{_name}' cannot be started: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="WriteException">A column is of a type that cannot be written, or the target takes no more; the message names it.</exception>
    public override void Write(RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_completed, this);
        CheckColumns(batch);
        try
        {
            _failed = true;
            _writer.WriteRecordBatch(OfOurSchema(ZeroBased.Of(batch)));
            _failed = false;
        }
        catch (IOException e)
        {
            throw new WriteException($"Output '{_name}' cannot be written: {e.Message}", e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw Blame(batch, e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="WriteException">The target takes no more, or the file cannot be put in place.</exception>
    public override void Complete()
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        if (_failed)
        {
            throw new WriteException($"Output '{_name}' cannot be completed: a batch failed to be written.");
        }

        try
        {
            _writer.WriteEnd();
            _writer.Dispose();
            _target.Complete();
            _completed = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WriteException($"Output '{_name}' cannot be completed: {e.Message}", e);
        }
    }

    private protected abstract ArrowStreamWriter Open(Stream stream, Schema schema, IpcOptions options);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _writer.Dispose();
            _target.Dispose();
        }

        base.Dispose(disposing);
    }

    private ArrowStreamWriter Start(Schema schema, IpcCompression compression)
    {
        var options = new IpcOptions { CompressionCodecFactory = new CompressionCodecFactory() };
        options.CompressionCodec = compression switch
        {
            IpcCompression.Lz4 => CompressionCodecType.Lz4Frame,
            IpcCompression.Zstd => CompressionCodecType.Zstd,
            _ => null,
        };
        var writer = Open(_target.Stream, schema, options);
        writer.WriteStart();
        return writer;
    }

    // Apache.Arrow gives dictionaries their numbers by the schema's field objects: a batch with an equal schema of its own
    // would get others. The wrapper shares the batch's arrays and owns nothing.
    private RecordBatch OfOurSchema(RecordBatch batch) =>
        ReferenceEquals(batch.Schema, _schema) ? batch : new RecordBatch(_schema, batch.Arrays, batch.Length);

    private void CheckColumns(RecordBatch batch)
    {
        if (batch.ColumnCount != _schema.FieldsList.Count)
        {
            throw new WriteException($"Output '{_name}' has {_schema.FieldsList.Count} columns, a batch brings {batch.ColumnCount}.");
        }

        for (var i = 0; i < batch.ColumnCount; i++)
        {
            var field = _schema.FieldsList[i];
            var data = batch.Column(i).Data;
            if (data.DataType.TypeId != field.DataType.TypeId)
            {
                throw new WriteException($"Column '{field.Name}' of output '{_name}' is {field.DataType.Name}, a batch brings {data.DataType.Name}.") { Column = field.Name };
            }

            if (!_dictionaries.Same(i, data))
            {
                throw new WriteException(
                    $"Column '{field.Name}' of output '{_name}' has another dictionary than in the first batch, and Arrow IPC is written with one. Fix: decode the column first.")
                { Column = field.Name };
            }
        }
    }

    /// <summary>Finds the column that does not let itself be written, by writing each alone to nowhere.</summary>
    private WriteException Blame(RecordBatch batch, Exception error)
    {
        for (var i = 0; i < batch.ColumnCount; i++)
        {
            var field = _schema.FieldsList[i];
            try
            {
                var alone = new Schema([field], null);
                using var writer = new ArrowStreamWriter(Stream.Null, alone, leaveOpen: true);
                writer.WriteRecordBatch(new(alone, [batch.Column(i)], batch.Length));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                return new($"Column '{field.Name}' ({field.DataType.Name}) cannot be written to '{_name}': {e.Message}", e) { Column = field.Name };
            }
        }

        return new($"Output '{_name}' cannot be written: {error.Message}", error);
    }
}
