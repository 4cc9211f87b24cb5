namespace TensorFrames.Ipc;

/// <summary>Opens files the way the readers want them: unbuffered, since they read straight to where the bytes stay.</summary>
internal static class IpcPath
{
    public static IpcReadOptions Named(string path, IpcReadOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var unnamed = options is null || options.Name == new IpcReadOptions().Name;
        return unnamed ? (options ?? new()) with { Name = Path.GetFileName(path) } : options!;
    }

    public static FileStream OpenRead(string path, IpcReadOptions options)
    {
        try
        {
            return new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan, Share = FileShare.Read });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TableException($"Table '{options.Name}' cannot be opened: {e.Message}", e);
        }
    }
}
