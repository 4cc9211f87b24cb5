namespace TensorFrames.Ipc;

/// <summary>Opens Arrow IPC of either form.</summary>
public static class IpcTable
{
    /// <summary>Opens a file as what it is, whatever its extension: an IPC file where it begins with ARROW1, else a stream.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits; the name is the file's unless given.</param>
    /// <exception cref="TableException">There is no such file, it is empty, cut short or no Arrow IPC.</exception>
    public static Tables.Table Open(string path, IpcReadOptions? options = null)
    {
        using var stream = IpcPath.OpenRead(path, IpcPath.Named(path, options));
        Span<byte> magic = stackalloc byte[6];
        var count = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        return magic[..count].SequenceEqual("ARROW1"u8) ? new IpcFileTable(path, options) : new IpcStreamTable(path, options);
    }
}
