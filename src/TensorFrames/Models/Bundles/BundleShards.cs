using System.Globalization;
using TensorFrames.Models.Proto;

namespace TensorFrames.Models.Bundles;

/// <summary>The files of a checkpoint's values, and how long each is.</summary>
internal sealed class BundleShards
{
    private readonly (string Path, long Length)[] _files;

    private BundleShards((string, long)[] files) => _files = files;

    public static BundleShards Of(BundleHeaderProto header, string prefix, string index)
    {
        const int most = 100_000;
        if (header.NumShards is < 1 or > most || header.Endianness != 0)
        {
            throw new GraphException($"'{index}' is a checkpoint index of {header.NumShards} files, {(header.Endianness == 0 ? "little" : "big")}-endian; this reads 1 to {most} little-endian ones. Fix: save the checkpoint again.");
        }

        var files = new (string, long)[header.NumShards];
        for (var i = 0; i < files.Length; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{prefix}.data-{i:D5}-of-{files.Length:D5}");
            var file = new FileInfo(path);
            files[i] = file.Exists ? (path, file.Length)
                : throw new GraphException($"The checkpoint '{prefix}' lacks the file '{Path.GetFileName(path)}' (of {files.Length}) beside '{Path.GetFileName(index)}'. Fix: copy all of the checkpoint.");
        }

        return new(files);
    }

    /// <summary>Whether these bytes are in that file.</summary>
    public bool Holds(int shard, long offset, long size) =>
        shard >= 0 && shard < _files.Length && offset >= 0 && size >= 0 && offset <= _files[shard].Length && size <= _files[shard].Length - offset;

    public byte[] Read(int shard, long offset, long size)
    {
        var path = _files[shard].Path;
        if (size > Array.MaxLength)
        {
            throw new GraphException($"Checkpoint file '{path}' has a value of {size} bytes, and this reads values below 2 GB. Fix: fetch what does not read it.");
        }

        try
        {
            using var file = File.OpenHandle(path);
            var bytes = GC.AllocateUninitializedArray<byte>((int)size);
            for (var done = 0; done < bytes.Length;)
            {
                var read = RandomAccess.Read(file, bytes.AsSpan(done), offset + done);
                done += read > 0 ? read : throw new EndOfStreamException("it has become shorter");
            }

            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GraphException($"Checkpoint file '{path}' cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
