namespace TensorFrames.Cli.Output;

/// <summary>Writes a file whole or not at all.</summary>
internal static class WholeFile
{
    /// <exception cref="WriteException">It cannot be written; what was there stays.</exception>
    internal static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new WriteException($"'{path}' cannot be written: {e.Message.TrimEnd('.')}. Fix: a path in a folder that is there and may be written to.", e);
        }
    }
}
