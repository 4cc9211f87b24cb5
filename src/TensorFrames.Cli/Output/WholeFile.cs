using TensorFrames.Ipc;

namespace TensorFrames.Cli.Output;

/// <summary>Writes a file whole or not at all.</summary>
internal static class WholeFile
{
    /// <exception cref="WriteException">It cannot be written; what was there stays.</exception>
    internal static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var target = new WriteTarget(path);
            target.Stream.Write(bytes);
            target.Complete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WriteException)
        {
            var why = e is WriteException { InnerException: { } inner } ? inner : e;
            throw new WriteException($"'{path}' cannot be written: {why.Message.TrimEnd('.')}. Fix: a path in a folder that is there and may be written to.", why);
        }
    }
}
