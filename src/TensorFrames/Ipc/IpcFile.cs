using Apache.Arrow;

namespace TensorFrames.Ipc;

/// <summary>What is known of a file once its ends were read; each reader opens it anew.</summary>
internal sealed class IpcFile(string path, IpcReadOptions options, IpcFileFooter footer, Schema schema)
{
    public IpcReadOptions Options { get; } = options;

    public IpcFileFooter Footer { get; } = footer;

    public Schema Schema { get; } = schema;

    public static IpcFile Open(string path, IpcReadOptions options)
    {
        using var stream = IpcPath.OpenRead(path, options);
        IpcFileFooter footer;
        try
        {
            footer = IpcFileFooter.Read(stream);
        }
        catch (Exception e) when (e is IpcFormatException or IOException)
        {
            throw new TableException($"Table '{options.Name}' cannot be read: {e.Message}.", e);
        }

        using var reader = new AlignedIpcReader(stream, options, footer.SchemaMessage);
        return new(path, options, footer, reader.Schema);
    }

    public AlignedIpcReader OpenReader() => new(IpcPath.OpenRead(path, Options), Options, Footer.SchemaMessage);
}
