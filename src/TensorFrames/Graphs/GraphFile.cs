using System.Security.Cryptography;
using Google.Protobuf;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>
/// A frozen GraphDef as read, checked by itself (no runtime needed): it parses, has nodes, every node has one name, every
/// input is there and no loop misses its NextIteration. Not changed after loading; rewriters work on a copy.
/// </summary>
internal sealed class GraphFile
{
    // Constants up to this many bytes are kept: dims, axes and the like.
    private const int Large = 4096;

    // Where the bytes come from again: a file is read again, a caller's bytes are theirs to keep unchanged.
    private readonly Func<ReadOnlyMemory<byte>> _original;

    private GraphFile(string source, ReadOnlyMemory<byte> bytes, GraphDef def, Func<ReadOnlyMemory<byte>> original)
    {
        _original = original;
        Source = source;
        Bytes = bytes;
        Length = bytes.Length;
        Def = def;
        Index = GraphIndex.Build(def, source);
    }

    /// <summary>The path, or the name the caller gave to bytes or a stream; for messages only.</summary>
    public string Source { get; }

    /// <summary>The file's bytes as they were; empty after <see cref="DropWeights"/>.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Bytes of the GraphDef.</summary>
    public int Length { get; }

    /// <summary>The parsed graph. Read only.</summary>
    public GraphDef Def { get; }

    /// <summary>Nodes by name, and what they reach.</summary>
    public GraphIndex Index { get; }

    /// <summary>SHA-256 of the bytes, lower-case hex: two graphs are the same when their hashes are.</summary>
    public string Hash => field ??= Convert.ToHexStringLower(SHA256.HashData(Bytes.Span));

    /// <summary>The bytes as they were, after <see cref="DropWeights"/> too.</summary>
    /// <exception cref="GraphException">It came from a file that is gone or holds something else now.</exception>
    public ReadOnlyMemory<byte> Original()
    {
        var bytes = Bytes.IsEmpty ? _original() : Bytes;
        return Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) == Hash ? bytes
            : throw new GraphException($"Graph file '{Source}' has changed since it was loaded, so it cannot be sent on. Fix: load it again.");
    }

    /// <summary>The bytes as they were; null where they cannot be had any more.</summary>
    public ReadOnlyMemory<byte>? TryOriginal()
    {
        try
        {
            return Original();
        }
        catch (GraphException)
        {
            return null;
        }
    }

    /// <summary>Reads a file. <see cref="GraphException"/> names it and what is wrong.</summary>
    public static GraphFile Load(string path) => Parse(GraphBytes.Read(path), path, () => GraphBytes.Read(path));

    /// <summary>Reads a stream to its end.</summary>
    public static GraphFile Load(Stream stream, string source = "graph") => Parse(GraphBytes.Read(stream, source), source);

    /// <summary>Takes bytes, which must not change afterwards.</summary>
    public static GraphFile Load(ReadOnlyMemory<byte> bytes, string source = "graph")
    {
        GraphBytes.CheckSize(bytes.Length, source);
        return Parse(bytes, source);
    }

    /// <summary>
    /// Takes bytes for running only: after <see cref="DropWeights"/> nothing here keeps them, and they cannot be sent on, nor
    /// another form of the graph be made of them, unless <paramref name="again"/> has them.
    /// </summary>
    public static GraphFile LoadToRun(ReadOnlyMemory<byte> bytes, string source, Func<ReadOnlyMemory<byte>>? again = null)
    {
        GraphBytes.CheckSize(bytes.Length, source);
        return Parse(bytes, source, again ?? (() => throw new GraphException($"Graph '{source}' was loaded to run, so its bytes are gone and it cannot be sent on. Fix: load it from its file.")));
    }

    /// <summary>
    /// Lets go of the bytes and of large constants, of which the runtime has its own copy once the graph is imported. Names,
    /// shapes and small constants stay; the graph cannot be imported again.
    /// </summary>
    public void DropWeights()
    {
        _ = Hash;
        Bytes = ReadOnlyMemory<byte>.Empty;
        foreach (var tensor in GraphBody.Of(Def).SelectMany(b => b.Nodes).Where(n => n.Op == "Const").Select(n => n.Attr.GetValueOrDefault("value")?.Tensor).OfType<TensorProto>())
        {
            if (tensor.CalculateSize() > Large)
            {
                tensor.TensorContent = ByteString.Empty;
                tensor.FloatVal.Clear();
                tensor.DoubleVal.Clear();
                tensor.IntVal.Clear();
                tensor.Int64Val.Clear();
                tensor.StringVal.Clear();
                tensor.BoolVal.Clear();
            }
        }
    }

    private static GraphFile Parse(ReadOnlyMemory<byte> bytes, string source, Func<ReadOnlyMemory<byte>>? original = null)
    {
        if (GraphFileKind.OfHeader(bytes.Span) is { } kind)
        {
            throw new GraphException($"'{source}' is no valid GraphDef: it looks like {kind}.");
        }

        GraphDef def;
        try
        {
            def = GraphDef.Parser.ParseFrom(bytes.Span);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new GraphException($"'{source}' is no valid GraphDef ({bytes.Length} bytes): it is damaged, cut short or no graph at all. "
                + "Fix: write or copy the file again.", e);
        }

        if (def.Node.Count == 0)
        {
            throw new GraphException($"'{source}' is no valid GraphDef: it has no nodes ({bytes.Length} bytes).");
        }

        return new GraphFile(source, bytes, def, original ?? (() => bytes));
    }
}
