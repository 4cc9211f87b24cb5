using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace TensorFrames.Ipc;

/// <summary>Writes an Arrow IPC stream (<c>.arrows</c>).</summary>
public sealed class IpcStreamWriter : IpcWriter
{
    /// <summary>Writes beside <paramref name="path"/>; <see cref="IpcWriter.Complete"/> puts it there.</summary>
    /// <exception cref="WriteException">The file cannot be created.</exception>
    public IpcStreamWriter(string path, Schema schema, IpcCompression compression = IpcCompression.None)
        : base(schema, new(path), compression)
    {
    }

    /// <summary>Writes to a stream, standard output for instance.</summary>
    public IpcStreamWriter(Stream stream, Schema schema, IpcCompression compression = IpcCompression.None, bool leaveOpen = false, string name = "stream")
        : base(schema, new(stream, name, leaveOpen), compression)
    {
    }

    private protected override ArrowStreamWriter Open(Stream stream, Schema schema, IpcOptions options) =>
        new(stream, schema, leaveOpen: true, options);
}
