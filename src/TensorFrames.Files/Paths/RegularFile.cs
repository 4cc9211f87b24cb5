namespace TensorFrames.Files;

/// <summary>Files are opened more than once, for their schema and for each reading: a named pipe gives what it has only once.</summary>
internal static class RegularFile
{
    /// <exception cref="TableException">It is a pipe or a device.</exception>
    internal static void Require(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            _ = RandomAccess.GetLength(file);
        }
        catch (NotSupportedException e)
        {
            throw new TableException($"Table '{path}' is a pipe or a device, which can be read only once. Fix: an Arrow stream on standard input (-), or a file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever reads it says what is wrong, in the words of its format.
        }
    }
}
