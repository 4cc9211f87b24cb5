namespace TensorFrames.Graphs;

/// <summary>Reads a model's bytes, with the size checked before anything is read.</summary>
internal static class GraphBytes
{
    // A protobuf message ends below 2^31 bytes; an array of .NET a little below that.
    private static readonly long Limit = Array.MaxLength;

    public static byte[] Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (GraphFileKind.OfDirectory(path) is { } kind)
            {
                throw new GraphException($"'{path}' is {kind}.");
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            return Read(file, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new GraphException($"Graph file '{path}' cannot be read: {e.Message.TrimEnd('.')}. Fix: the path of a frozen GraphDef (.pb) that may be read.", e);
        }
    }

    public static byte[] Read(Stream stream, string source)
    {
        if (!stream.CanSeek)
        {
            return ReadUnsized(stream, source);
        }

        var length = stream.Length - stream.Position;
        CheckSize(length, source);
        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        stream.ReadExactly(bytes);
        return bytes;
    }

    public static void CheckSize(long length, string source)
    {
        if (length > Limit)
        {
            throw new GraphException($"'{source}' has {length} bytes: a GraphDef is one protobuf message and ends below 2 GB (2^31 bytes). "
                + "Fix: save the model as a SavedModel, which keeps its weights outside of the graph.");
        }

        if (length == 0)
        {
            throw new GraphException($"'{source}' is empty (0 bytes): it holds no graph. Fix: write or copy the file again.");
        }
    }

    private static byte[] ReadUnsized(Stream stream, string source)
    {
        var chunk = new byte[1 << 16];
        using var all = new MemoryStream();
        for (int read; (read = stream.Read(chunk)) != 0;)
        {
            if (all.Length + read > Limit)
            {
                CheckSize(all.Length + read, source);
            }

            all.Write(chunk, 0, read);
        }

        CheckSize(all.Length, source);
        return all.ToArray();
    }
}
