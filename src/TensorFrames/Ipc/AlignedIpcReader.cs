using Apache.Arrow;

namespace TensorFrames.Ipc;

/// <summary>
/// Reads an Arrow IPC stream (or, from its start, a file) with each buffer of each batch on a 64-byte boundary, as it
/// comes off the stream: TensorFlow then borrows flat columns whatever padding their writer used. It reads no byte past
/// the end marker. Batches are native memory: dispose them; a finaliser frees those that were dropped. Not for several
/// threads at once.
/// </summary>
/// <remarks>
/// Every length, offset, index and type id is checked before arrays are made of it; a broken stream throws
/// <see cref="TableException"/>. lz4 and zstd buffers are unpacked to their boundary. Cancellation is looked at between reads: it does not wake a
/// read that waits for a socket.
/// </remarks>
public sealed class AlignedIpcReader : IDisposable
{
    private readonly IpcReadOptions _options;
    private readonly bool _leaveOpen;
    private readonly IpcSource _source;
    private readonly MessageReader _messages;
    private readonly BatchReading _reading;
    private IpcSchema? _schema;
    private ColumnSelection? _selection;
    private long _batches;
    private long _rows;
    private bool _ended;

    /// <summary>Reads from the stream's present position. Nothing is read yet.</summary>
    /// <param name="stream">The stream. Reads are exactly as long as what is wanted: put no buffer before a file, but do before a socket of small batches.</param>
    /// <param name="options">Limits and names.</param>
    /// <param name="leaveOpen">Whether <see cref="Dispose"/> leaves the stream open.</param>
    public AlignedIpcReader(Stream stream, IpcReadOptions? options = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _options = options ?? new();
        _leaveOpen = leaveOpen;
        _source = new(stream);
        _messages = new(_source, _options.NeedsEndMark);
        _reading = new(_source, _options);
    }

    /// <summary>Reads batches of a file, whose schema stands in its footer.</summary>
    internal AlignedIpcReader(Stream stream, IpcReadOptions options, byte[] schemaMessage)
        : this(stream, options)
    {
        _schema = Guard(() => IpcSchema.Parse(schemaMessage, options.ExtensionTypes), "its schema");
    }

    /// <summary>The schema of the batches: the selected columns, all by default. The first call reads it.</summary>
    /// <exception cref="TableException">The stream is empty, cut short or no Arrow IPC.</exception>
    public Schema Schema => Selection.Schema;

    /// <summary>What was read so far.</summary>
    public IpcReadStatistics Statistics => new(
        _batches, _rows, _source.BytesRead, _source.BytesSkipped, _reading.Body.BytesPlaced, _reading.Body.BytesCopied, _reading.Body.BytesDecompressed);

    internal BlockPool Pool => _reading.Pool;

    private ColumnSelection Selection => _selection ??= new(ReadSchema(), null);

    /// <summary>Reads these columns only, in this order; others' bytes are passed over. Before the first batch is read.</summary>
    /// <exception cref="TableException">There is no such column, or two of that name.</exception>
    public void Select(IReadOnlyList<string>? columns)
    {
        if (_batches > 0)
        {
            throw new InvalidOperationException("Columns are selected before the first batch is read.");
        }

        _selection = Guard(() => new ColumnSelection(ReadSchema(), columns), "its schema");
    }

    /// <summary>The next batch, the caller's to dispose; null at the end.</summary>
    /// <exception cref="TableException">The stream is broken or cut short; the message names the batch and the column.</exception>
    public RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        var selection = Selection;
        return Guard(() => Next(selection, cancellationToken), "record batch", _batches);
    }

    /// <summary>Closes the stream, unless it was to be left open. Batches already read stay valid.</summary>
    public void Dispose()
    {
        _ended = true;
        _reading.Dispose();
        foreach (var entry in _schema?.Dictionaries.Values ?? Enumerable.Empty<DictionaryEntry>())
        {
            entry.Drop();
        }

        if (!_leaveOpen)
        {
            _source.Dispose();
        }
    }

    internal void ReadDictionaryAt(long position) => Guard(
        () =>
        {
            _source.Seek(position);
            return Expect(MessageKind.Dictionary) ? ReadDictionary(CancellationToken.None) : null;
        },
        "a dictionary");

    internal RecordBatch ReadBatchAt(long position, long number, CancellationToken cancellationToken)
    {
        var selection = Selection;
        return Guard(
            () =>
            {
                _source.Seek(position);
                return Expect(MessageKind.Batch) ? ReadBatch(selection, cancellationToken) : null!;
            },
            "record batch",
            number);
    }

    private RecordBatch? Next(ColumnSelection selection, CancellationToken cancellationToken)
    {
        while (!_ended)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (_messages.Next())
            {
                case MessageKind.End:
                    _ended = true;
                    break;
                case MessageKind.Dictionary:
                    ReadDictionary(cancellationToken);
                    break;
                case MessageKind.Batch:
                    return ReadBatch(selection, cancellationToken);
                default:
                    throw new IpcFormatException("a second schema comes in the middle");
            }
        }

        return null;
    }

    private RecordBatch ReadBatch(ColumnSelection selection, CancellationToken cancellationToken)
    {
        var batch = _reading.ReadBatch(_messages, _schema!, selection, cancellationToken);
        _batches++;
        _rows += batch.Length;
        return batch;
    }

    private object? ReadDictionary(CancellationToken cancellationToken)
    {
        _reading.ReadDictionary(_messages, _schema!, Selection, cancellationToken);
        return null;
    }

    private bool Expect(MessageKind kind) => _messages.Next() is var found && found == kind
        ? true
        : throw new IpcFormatException($"the footer points at a message of kind {found}");

    private IpcSchema ReadSchema() => _schema ??= Guard(
        () => _messages.Next() switch
        {
            MessageKind.Schema => SchemaBody(IpcSchema.Parse(_messages.Metadata, _options.ExtensionTypes)),
            MessageKind.End => throw new IpcFormatException("it is empty: there is no schema"),
            var kind => throw new IpcFormatException($"it begins with a message of kind {kind}, not with a schema"),
        },
        "its schema");

    private IpcSchema SchemaBody(IpcSchema schema)
    {
        _source.Skip(_messages.BodyLength, "the schema's body", CancellationToken.None);
        return schema;
    }

    private T Guard<T>(Func<T> read, string part, long number = -1)
    {
        try
        {
            return read();
        }
        catch (IpcFormatException e)
        {
            var column = e.Column is null ? "" : $", column '{e.Column}'";
            throw new TableException($"Table '{_options.Name}' cannot be read ({Part()}{column}): {e.Message}.", e) { Column = e.Column };
        }
        catch (IOException e)
        {
            throw new TableException($"Table '{_options.Name}' cannot be read ({Part()}): {e.Message}", e);
        }

        string Part() => number < 0 ? part : $"{part} {number}";
    }
}
