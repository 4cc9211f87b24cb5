using Apache.Arrow;
using ParquetSharp;
using ParquetSharp.Arrow;
using TensorFrames.Columns;
using TensorFrames.Ipc;
using TensorFrames.Tables;
using FileWriter = ParquetSharp.Arrow.FileWriter;

namespace TensorFrames.Files;

/// <summary>
/// Writes Parquet under a temporary name beside its target: one row group for each batch with rows. The Arrow schema goes
/// with it, so that fixed-size lists, extension types, metadata and nullability read back as they were.
/// </summary>
public sealed class ParquetTableWriter : BatchWriter
{
    private readonly Schema _schema;
    private readonly WriteTarget _target;
    private readonly FileWriter _writer;
    private bool _closed;
    private bool _completed;

    /// <summary>Starts a file.</summary>
    /// <param name="path">The target; replaced by <see cref="Complete"/>.</param>
    /// <param name="schema">The columns of every batch.</param>
    /// <param name="compression">The codec of the pages.</param>
    /// <exception cref="WriteException">The file cannot be created, or Parquet cannot hold a column; the message names it.</exception>
    public ParquetTableWriter(string path, Schema schema, Compression compression = Compression.Snappy)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        _target = new(path);
        try
        {
            _writer = Start(_target.Stream, schema, compression);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _target.Dispose();
            throw Blame(schema.FieldsList.FirstOrDefault(field => !CanStart(field)), e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="WriteException">Parquet cannot hold a column, or the disk takes no more.</exception>
    public override void Write(RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_closed, this);
        CheckColumns(batch);
        if (batch.Length == 0)
        {
            return;
        }

        try
        {
            // Shared, as what is exported to native code may be released there.
            using var shared = new RecordBatch(_schema, batch.Arrays.Select(a => ArrowArrayFactory.BuildArray(a.Data.Retain())), batch.Length);
            _writer.WriteRecordBatch(shared, batch.Length);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw Blame(_schema.FieldsList.FirstOrDefault(field => !CanWrite(field, batch)), e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="WriteException">The disk takes no more, or the file cannot be put in place.</exception>
    public override void Complete()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        try
        {
            _writer.Close();
            _closed = true;
            _writer.Dispose();
            _target.Complete();
            _completed = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ParquetException)
        {
            throw new WriteException($"Output '{_target.Name}' cannot be completed: {ParquetErrors.Text(e)}", e);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_completed)
        {
            _closed = true;
            _writer.Dispose();
            _target.Dispose();
        }

        base.Dispose(disposing);
    }

    private static FileWriter Start(Stream stream, Schema schema, Compression compression)
    {
        using var pages = new WriterPropertiesBuilder();
        using var properties = pages.Compression(compression).Build();
        using var arrow = new ArrowWriterPropertiesBuilder();
        using var arrowProperties = arrow.StoreSchema().Build();
        return new FileWriter(stream, schema, properties, arrowProperties, leaveOpen: true);
    }

    private static bool CanStart(Field field) => Succeeds(() => Start(Stream.Null, new Schema([field], null), Compression.Uncompressed).Dispose());

    private bool CanWrite(Field field, RecordBatch batch) => Succeeds(() =>
    {
        var column = batch.Column(_schema.GetFieldIndex(field.Name, StringComparer.Ordinal));
        var schema = new Schema([field], null);
        using var one = new RecordBatch(schema, [ArrowArrayFactory.BuildArray(column.Data.Retain())], batch.Length);
        using var memory = new MemoryStream();
        using var writer = Start(memory, schema, Compression.Uncompressed);
        writer.WriteRecordBatch(one, batch.Length);
    });

    private static bool Succeeds(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return false;
        }
    }

    private void CheckColumns(RecordBatch batch)
    {
        if (batch.ColumnCount != _schema.FieldsList.Count)
        {
            throw new WriteException($"Output '{_target.Name}' has {_schema.FieldsList.Count} columns, a batch brings {batch.ColumnCount}.");
        }

        for (var i = 0; i < batch.ColumnCount; i++)
        {
            var (field, type) = (_schema.FieldsList[i], batch.Column(i).Data.DataType);
            var (wanted, brought) = (ArrowTypeNames.Of(field.DataType), ArrowTypeNames.Of(type));
            if (!string.Equals(wanted, brought, StringComparison.Ordinal))
            {
                throw new WriteException($"Column '{field.Name}' of output '{_target.Name}' is {wanted}, a batch brings {brought}.") { Column = field.Name };
            }
        }
    }

    private WriteException Blame(Field? field, Exception error) => field is null
        ? new($"Output '{_target.Name}' cannot be written: {ParquetErrors.Text(error)}", error)
        : new($"Column '{field.Name}' ({ArrowTypeNames.Of(field.DataType)}) cannot be written to Parquet: {ParquetErrors.Text(error)} Fix: write .arrow, or leave the column out.", error) { Column = field.Name };
}
