using System.Security.Cryptography;

namespace TensorFrames.Spark;

/// <summary>A file for the session: what the server calls it, and its bytes.</summary>
internal sealed class Artifact
{
    internal const string CachePrefix = "cache/";
    private readonly Func<Stream> _open;

    private Artifact(string name, long length, Func<Stream> open) => (Name, Length, _open) = (name, length, open);

    /// <summary>A prefix that says what it is for, and a name: <c>files/…</c>, <c>archives/x.tar.gz#x</c>, <c>cache/&lt;sha256&gt;</c>.</summary>
    internal string Name { get; }

    internal long Length { get; }

    internal Stream Open() => _open();

    internal static Artifact Of(string name, ReadOnlyMemory<byte> bytes) => new(name, bytes.Length, () => new ChunkStream([bytes]));

    internal static Artifact Of(string name, string path) => new(name, new FileInfo(path).Length, () => File.OpenRead(path));

    /// <summary>Named by its content, as the server's cache wants it.</summary>
    internal static Artifact Cached(ReadOnlyMemory<byte> bytes) => Of(CachePrefix + Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), bytes);
}
