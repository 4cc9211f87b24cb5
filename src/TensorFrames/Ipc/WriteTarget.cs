namespace TensorFrames.Ipc;

/// <summary>
/// Where output goes: a stream of the caller's, or a file under a temporary name beside its target, so that the rename at
/// the end is one step on one file system.
/// </summary>
internal sealed class WriteTarget : IDisposable
{
    private const int BufferBytes = 1 << 20;
    private readonly string? _path;
    private readonly string? _temporary;
    private readonly bool _leaveOpen;
    private bool _completed;

    public WriteTarget(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = Path.GetFullPath(path);
        Name = Path.GetFileName(_path);
        _temporary = Path.Combine(Path.GetDirectoryName(_path) ?? ".", $".{Name}.{Guid.NewGuid():N}.tmp");
        try
        {
            Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WriteException($"Output '{Name}' cannot be created: {e.Message}", e);
        }
    }

    public WriteTarget(Stream stream, string name, bool leaveOpen)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (Name, _leaveOpen) = (name, leaveOpen);
        Stream = new PositionStream(stream);
    }

    public string Name { get; }

    public Stream Stream { get; }

    /// <summary>Puts the file in place of whatever was there, or flushes the stream.</summary>
    public void Complete()
    {
        if (_path is null)
        {
            Stream.Flush();
            Close();
        }
        else
        {
            Stream.Dispose();
            File.Move(_temporary!, _path, overwrite: true);
        }

        _completed = true;
    }

    /// <summary>Closes; a file that is not complete is removed.</summary>
    public void Dispose()
    {
        if (_completed)
        {
            return;
        }

        _completed = true;
        if (_temporary is null)
        {
            Close();
            return;
        }

        Stream.Dispose();
        File.Delete(_temporary);
    }

    private void Close()
    {
        if (!_leaveOpen)
        {
            Stream.Dispose();
        }
    }
}
