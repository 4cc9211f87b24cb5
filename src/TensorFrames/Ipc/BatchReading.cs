using Apache.Arrow;

namespace TensorFrames.Ipc;

/// <summary>The steps from a message to arrays: layout, body, checks, arrays. Holds what is reused from batch to batch.</summary>
internal sealed class BatchReading : IDisposable
{
    private static readonly bool[] One = [true];
    private static readonly bool[] None = [false];
    private readonly BatchLayout _layout = new();
    private readonly BatchValidator _validator = new();
    private readonly ArrayAssembler _assembler = new();
    private readonly ColumnPlan[] _dictionary = new ColumnPlan[1];

    public BatchReading(IpcSource source, IpcReadOptions options)
    {
        Pool = new(options.MaxPooledBytes);
        Body = new(source, Pool, options);
    }

    public BlockPool Pool { get; }

    public BodyReader Body { get; }

    public RecordBatch ReadBatch(MessageReader message, IpcSchema schema, ColumnSelection selection, CancellationToken cancellationToken)
    {
        var data = new ArrayData?[schema.Columns.Length];
        ReadArrays(message, new(message.Header), schema.Columns, selection.Wanted, data, cancellationToken);
        var arrays = new IArrowArray[selection.Order.Length];
        for (var i = 0; i < arrays.Length; i++)
        {
            arrays[i] = Build(data[selection.Order[i]]!, schema.Columns[selection.Order[i]]);
        }

        return new(selection.Schema, arrays, _layout.Rows);
    }

    public void ReadDictionary(MessageReader message, IpcSchema schema, ColumnSelection selection, CancellationToken cancellationToken)
    {
        var header = message.Header;
        var id = header.Long(0);
        if (!schema.Dictionaries.TryGetValue(id, out var entry))
        {
            throw new IpcFormatException($"no column has the dictionary {id}");
        }

        _dictionary[0] = entry.Values;
        var data = new ArrayData?[1];
        var wanted = selection.Dictionaries.Contains(id) ? One : None;
        ReadArrays(message, new(header.Table(1, "dictionary values")), _dictionary, wanted, data, cancellationToken);
        if (data[0] is not { } values)
        {
            return;
        }

        var delta = header.Byte(2) != 0;
        if (delta && entry.Current is null)
        {
            throw new IpcFormatException($"more values come for the dictionary {id}, which had none", entry.Values.Path);
        }

        try
        {
            if (delta)
            {
                entry.Append(values);
            }
            else
            {
                entry.Replace(values);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new IpcFormatException($"its dictionary cannot take more values: {e.Message}", entry.Values.Path, e);
        }
    }

    public void Dispose()
    {
        Body.Dispose();
        Pool.Close();
    }

    private void ReadArrays(
        MessageReader message, BatchHeader header, ReadOnlySpan<ColumnPlan> columns, ReadOnlySpan<bool> wanted, Span<ArrayData?> arrays, CancellationToken cancellationToken)
    {
        _layout.Plan(header, message.Version, columns, wanted, message.BodyLength);
        var block = Body.Read(_layout, message.BodyLength, cancellationToken);
        try
        {
            _validator.Check(_layout, block, columns, wanted);
            _assembler.Assemble(_layout, block, columns, wanted, arrays);
        }
        finally
        {
            block.Release();
        }
    }

    private static IArrowArray Build(ArrayData data, ColumnPlan column)
    {
        try
        {
            return ArrowArrayFactory.BuildArray(data);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new IpcFormatException($"Apache.Arrow makes no array of it: {e.Message}", column.Path, e);
        }
    }
}
