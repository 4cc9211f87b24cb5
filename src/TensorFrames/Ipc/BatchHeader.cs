namespace TensorFrames.Ipc;

/// <summary>The RecordBatch table of a message, of a dictionary's too.</summary>
internal readonly ref struct BatchHeader
{
    public BatchHeader(FlatTable table)
    {
        Length = table.Long(0);
        if (Length is < 0 or > int.MaxValue)
        {
            throw new IpcFormatException($"its {Length} rows are out of range: at most {int.MaxValue} fit one batch");
        }

        Nodes = table.Vector(1, 2 * sizeof(long));
        Buffers = table.Vector(2, 2 * sizeof(long));
        Variadic = table.Vector(4, sizeof(long));
        if (table.Has(3) && table.Table(3, "compression") is var compression)
        {
            Codec = compression.Byte(0) is <= 1 and var codec && compression.Byte(1) == 0
                ? (IpcCompression)(codec + 1)
                : throw new IpcFormatException($"its compression (codec {compression.Byte(0)}, method {compression.Byte(1)}) is not known");
        }
    }

    public long Length { get; }

    /// <summary>Length and null count of each field, parents first.</summary>
    public FlatVector Nodes { get; }

    /// <summary>Offset and length in the body of each buffer.</summary>
    public FlatVector Buffers { get; }

    /// <summary>Byte buffers of each view column.</summary>
    public FlatVector Variadic { get; }

    public IpcCompression Codec { get; } = IpcCompression.None;
}
