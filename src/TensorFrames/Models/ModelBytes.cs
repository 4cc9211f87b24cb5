using TensorFrames.Graphs;

namespace TensorFrames.Models;

/// <summary>Reads a file of a model whole; the error names it and what it should be.</summary>
internal static class ModelBytes
{
    public static byte[] Read(string path, string what)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            return file.Length > Array.MaxLength
                ? throw new GraphException($"'{path}' has {file.Length} bytes: a {what} ends below 2 GB. Fix: write the model again.")
                : GraphBytes.Read(file, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new GraphException($"The {what} '{path}' cannot be read: {e.Message.TrimEnd('.')}. Fix: copy all of the model.", e);
        }
    }
}
