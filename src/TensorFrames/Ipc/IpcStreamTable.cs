using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Ipc;

/// <summary>An Arrow IPC stream (<c>.arrows</c>, or any stream such as standard input): one partition.</summary>
public sealed class IpcStreamTable : Tables.Table, IDisposable
{
    private readonly IpcStreamPartition _partition;

    /// <summary>Opens a file that holds a stream and reads its schema. It can be read again and again.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits; the name is the file's unless given.</param>
    /// <exception cref="TableException">There is no such file, it is empty, cut short or no Arrow IPC.</exception>
    public IpcStreamTable(string path, IpcReadOptions? options = null)
    {
        options = IpcPath.Named(path, options);
        AlignedIpcReader Open() => new(IpcPath.OpenRead(path, options), options);
        using var reader = Open();
        Schema = reader.Schema;
        _partition = new(options.Name, Open);
        Partitions = [_partition];
    }

    /// <summary>
    /// Takes a stream and reads its schema. It can be read only once: opening its partition again throws. An IPC
    /// <em>file</em> that cannot be sought is read as well.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="options">Limits, and the name that errors use.</param>
    /// <param name="leaveOpen">Whether the reader leaves it open.</param>
    /// <exception cref="TableException">The stream is empty, cut short or no Arrow IPC.</exception>
    public IpcStreamTable(Stream stream, IpcReadOptions? options = null, bool leaveOpen = false)
    {
        options ??= new();
        AlignedIpcReader? reader = new(stream, options, leaveOpen);
        try
        {
            Schema = reader.Schema;
        }
        catch
        {
            reader.Dispose();
            throw;
        }

        _partition = new(options.Name, reader);
        Partitions = [_partition];
    }

    /// <inheritdoc/>
    public override Schema Schema { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Partition> Partitions { get; }

    /// <summary>Closes a stream that was taken and not read. What was opened is its reader's to close.</summary>
    public void Dispose() => _partition.Dispose();
}
