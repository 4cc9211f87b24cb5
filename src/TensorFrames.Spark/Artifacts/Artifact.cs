using System.Security.Cryptography;

namespace TensorFrames.Spark;

/// <summary>A file for the session: what the server calls it, and its bytes.</summary>
internal sealed class Artifact
{
    internal const string CachePrefix = "cache/";
    private readonly Func<Stream> _open;
    private readonly bool _isNamedByContent;

    private Artifact(string name, long length, Func<Stream> open, bool isNamedByContent) => (Name, Length, _open, _isNamedByContent) = (name, length, open, isNamedByContent);

    /// <summary>A prefix that says what it is for, and a name: <c>files/…</c>, <c>archives/x.tar.gz#x</c>, <c>cache/&lt;sha256&gt;</c>.</summary>
    internal string Name { get; }

    internal long Length { get; }

    internal Stream Open() => _open();

    /// <summary>Equal for equal bytes under one name, and only for those: their SHA-256, unless the name holds it.</summary>
    internal async ValueTask<string> FingerprintAsync(CancellationToken cancellationToken)
    {
        if (_isNamedByContent)
        {
            return "";
        }

        var stream = Open();
        await using var closing = stream.ConfigureAwait(false);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
    }

    internal static Artifact Of(string name, ReadOnlyMemory<byte> bytes, bool isNamedByContent = false) => new(name, bytes.Length, () => new ChunkStream([bytes]), isNamedByContent);

    internal static Artifact Of(string name, string path, bool isNamedByContent = false) => new(name, new FileInfo(path).Length, () => File.OpenRead(path), isNamedByContent);

    /// <summary>Named by its content, which is asked for when it is sent.</summary>
    internal static Artifact OfHash(string name, long length, Func<ReadOnlyMemory<byte>> bytes) => new(name, length, () => new ChunkStream([bytes()]), isNamedByContent: true);

    /// <summary>Named by its content, as the server's cache wants it.</summary>
    internal static Artifact Cached(ReadOnlyMemory<byte> bytes) => Of(CachePrefix + Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), bytes, isNamedByContent: true);
}
