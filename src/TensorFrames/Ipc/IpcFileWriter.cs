using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace TensorFrames.Ipc;

/// <summary>Writes an Arrow IPC file (<c>.arrow</c>): a stream with a footer that tells where its batches are.</summary>
public sealed class IpcFileWriter : IpcWriter
{
    /// <summary>Writes beside <paramref name="path"/>; <see cref="IpcWriter.Complete"/> puts it there.</summary>
    /// <exception cref="WriteException">The file cannot be created.</exception>
    public IpcFileWriter(string path, Schema schema, IpcCompression compression = IpcCompression.None)
        : base(schema, new(path), compression)
    {
    }

    /// <summary>Writes to a stream, which need not be seekable, from its present position.</summary>
    public IpcFileWriter(Stream stream, Schema schema, IpcCompression compression = IpcCompression.None, bool leaveOpen = false, string name = "stream")
        : base(schema, new(stream, name, leaveOpen), compression)
    {
    }

    private protected override ArrowStreamWriter Open(Stream stream, Schema schema, IpcOptions options) =>
        new ArrowFileWriter(stream, schema, leaveOpen: true, options);
}
