using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace TensorFrames.Spark.Worker.Tests.Libraries;

/// <summary>A .tar.gz whose name ends in its SHA-256, as a driver ships a libtensorflow.</summary>
internal static class Archive
{
    /// <summary>Writes it into a folder; returns its name.</summary>
    internal static string Write(string folder, params (string Name, byte[] Content)[] files)
    {
        var entries = files.Select(f => (TarEntry)new UstarTarEntry(TarEntryType.RegularFile, f.Name) { DataStream = new MemoryStream(f.Content) });
        return Write(folder, CompressionLevel.Fastest, entries);
    }

    internal static string Write(string folder, CompressionLevel level, IEnumerable<TarEntry> entries)
    {
        var temporary = Path.Combine(folder, "archive.tmp");
        using (var file = File.Create(temporary))
        using (var gzip = new GZipStream(file, level))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            foreach (var entry in entries)
            {
                tar.WriteEntry(entry);
            }
        }

        using var written = File.OpenRead(temporary);
        var name = $"libtensorflow-{Convert.ToHexStringLower(SHA256.HashData(written))}.tar.gz";
        File.Move(temporary, Path.Combine(folder, name));
        return name;
    }

    /// <summary>A real libtensorflow 1.15.0 with its framework library.</summary>
    internal static string WriteReal(string folder, string library)
    {
        var framework = Directory.EnumerateFiles(Path.GetDirectoryName(library)!, "libtensorflow_framework.so.1").Single();
        var entries = new[] { library, framework }.Select(path => (TarEntry)new UstarTarEntry(TarEntryType.RegularFile, $"lib/{Path.GetFileName(path)}")
        {
            DataStream = File.OpenRead(path),
            Mode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        });
        return Write(folder, CompressionLevel.NoCompression, entries);
    }
}
