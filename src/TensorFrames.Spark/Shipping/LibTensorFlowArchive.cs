using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using TensorFrames.Locating;

namespace TensorFrames.Spark.Shipping;

/// <summary>
/// A libtensorflow as a file artifact: the library and the framework library beside it, packed once on this machine and
/// kept in the user's cache. Its name ends in its SHA-256, by which each node keeps it.
/// </summary>
internal sealed partial record LibTensorFlowArchive(string Path, string Name)
{
    /// <exception cref="PlanException">The library cannot be read, or the cache not written.</exception>
    internal static LibTensorFlowArchive Pack(string library, string cacheFolder, CancellationToken cancellationToken)
    {
        var folder = System.IO.Path.Combine(cacheFolder, "shipped");
        try
        {
            return PackInto(folder, library, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlanException(
                $"libtensorflow '{library}' cannot be packed into '{folder}': {e.Message} Fix: a cache folder with room that this user may write (XDG_CACHE_HOME), or a libtensorflow that is installed on the nodes (ShipOptions.InstalledLibTensorFlow).",
                e);
        }
    }

    private static LibTensorFlowArchive PackInto(string folder, string library, CancellationToken cancellationToken)
    {
        var files = Files(library);
        Directory.CreateDirectory(folder);
        var key = Key(files);
        using var held = FileLock.Take(System.IO.Path.Combine(folder, $".{key}.lock"), () => { }, cancellationToken);
        var known = Directory.EnumerateFiles(folder, $"{key}-*.tar.gz").FirstOrDefault() ?? Write(folder, key, files, cancellationToken);
        return new LibTensorFlowArchive(known, $"libtensorflow-{known[^71..]}");
    }

    private static string Write(string folder, string key, IReadOnlyList<PackedFile> files, CancellationToken cancellationToken)
    {
        var temporary = System.IO.Path.Combine(folder, $".{key}.{Guid.NewGuid():N}");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20))
            {
                TarGz.Write(file, files, CompressionLevel.Fastest, cancellationToken);
            }

            using var written = File.OpenRead(temporary);
            var path = System.IO.Path.Combine(folder, $"{key}-{Convert.ToHexStringLower(SHA256.HashData(written))}.tar.gz");
            File.Move(temporary, path, overwrite: true);
            return path;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // A library asks for its framework library by the name with one number.
    private static List<PackedFile> Files(string library)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(library))!;
        List<PackedFile> files = [new($"lib/{System.IO.Path.GetFileName(library)}", library)];
        files.AddRange(Directory.EnumerateFiles(folder, "libtensorflow_framework.so*").Where(f => Needed().IsMatch(f)).Order(StringComparer.Ordinal)
            .Select(f => new PackedFile($"lib/{System.IO.Path.GetFileName(f)}", f)));
        return files;
    }

    // Hashing half a gigabyte each time would cost a second; a file that changes changes its time.
    private static string Key(IReadOnlyList<PackedFile> files)
    {
        var facts = new StringBuilder();
        foreach (var file in files)
        {
            var info = new FileInfo(File.ResolveLinkTarget(file.Path, returnFinalTarget: true)?.FullName ?? file.Path);
            facts.Append(CultureInfo.InvariantCulture, $"{info.FullName}|{info.Length}|{info.LastWriteTimeUtc.Ticks}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts.ToString())))[..16];
    }

    [GeneratedRegex(@"\.so\.\d+$", RegexOptions.NonBacktracking)]
    private static partial Regex Needed();
}
