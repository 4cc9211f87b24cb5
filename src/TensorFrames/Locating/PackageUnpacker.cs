using System.Formats.Tar;
using System.IO.Compression;

namespace TensorFrames.Locating;

/// <summary>Streams the library out of a downloaded package: gzip, tar, brotli, tar, file. Nothing between is kept.</summary>
static class PackageUnpacker
{
    /// <summary>Writes the package's files into <paramref name="folder"/>, which must be thrown away if this throws.</summary>
    /// <exception cref="InvalidDataException">A file is missing, or a size or sum is not the published one.</exception>
    public static void Unpack(NpmPackage package, string packed, string folder, Action<long> report)
    {
        try
        {
            UnpackFile(package, packed, folder, report);
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or EndOfStreamException)
        {
            // What brotli and tar say to broken bytes.
            throw new InvalidDataException($"{package.Id} is refused: {error.Message}", error);
        }
    }

    static void UnpackFile(NpmPackage package, string packed, string folder, Action<long> report)
    {
        using var file = new FileStream(packed, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name == package.Entry && entry.DataStream is { } data)
            {
                UnpackEntry(package, data, folder, report);
                return;
            }
        }
        throw new InvalidDataException($"{package.Id} holds no {package.Entry}");
    }

    static void UnpackEntry(NpmPackage package, Stream data, string folder, Action<long> report)
    {
        using var compressed = new MeteredStream(data, long.MaxValue);
        using var brotli = new BrotliStream(compressed, CompressionMode.Decompress);
        using var unpacked = new MeteredStream(brotli, package.UnpackedBytes, report);
        using var tar = new TarReader(unpacked);
        var missing = package.Files.ToDictionary(file => package.Root + file.Name, StringComparer.Ordinal);
        while (tar.GetNextEntry() is { } entry)
        {
            if (missing.Remove(entry.Name, out var wanted))
            {
                Extract(package, wanted, entry.DataStream ?? Stream.Null, folder);
            }
        }
        unpacked.Drain();
        compressed.Drain();

        Require(package, package.Entry, "sha256", compressed.Sha256, package.EntrySha256);
        Require(package, package.Entry, "unpacked bytes", unpacked.Count, package.UnpackedBytes);
        if (missing.Count != 0)
        {
            throw new InvalidDataException($"{package.Id}: {package.Entry} holds no {missing.Keys.First()}");
        }
        foreach (var (name, target) in package.Links)
        {
            File.CreateSymbolicLink(Path.Combine(folder, name), target);
        }
    }

    static void Extract(NpmPackage package, PackedFile wanted, Stream data, string folder)
    {
        var path = Path.Combine(folder, wanted.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var metered = new MeteredStream(data, wanted.Bytes);
        using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            metered.CopyTo(file, 1 << 18);
        }
        Require(package, wanted.Name, "bytes", metered.Count, wanted.Bytes);
        Require(package, wanted.Name, "sha256", metered.Sha256, wanted.Sha256 ?? metered.Sha256);
    }

    static void Require<T>(NpmPackage package, string name, string what, T found, T wanted)
    {
        if (!EqualityComparer<T>.Default.Equals(found, wanted))
        {
            throw new InvalidDataException($"{package.Id} is refused: {name} has {what} {found}, {wanted} wanted");
        }
    }
}
