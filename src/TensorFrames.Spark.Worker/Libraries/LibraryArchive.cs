using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;
using TensorFrames.Locating;

namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>
/// A libtensorflow among the session's files, unpacked once on each node whatever the number of sessions, executors and
/// tasks: the cache is keyed by the archive's SHA-256, under a lock between processes.
/// </summary>
internal sealed partial class LibraryArchive(string filesFolder, string name, Surroundings around)
{
    private const long MostBytes = 8L << 30;

    /// <summary>The library's path in this node's cache.</summary>
    /// <exception cref="LibTensorFlowException">The archive is missing, broken, or not the one that its name says.</exception>
    /// <exception cref="OperationCanceledException">Cancelled on the way; nothing is left of it.</exception>
    internal string Unpack(CancellationToken cancelled)
    {
        var hash = Name().Match(name) is { Success: true } match ? match.Groups["hash"].Value
            : throw Refused("its name does not end in the SHA-256 of its content, -HASH.tar.gz", "let the driver pack it (ShipOptions.LibTensorFlow)");
        try
        {
            var entry = CacheEntry.Of(NodeCache.Folder(around), hash);
            if (IsWhole(entry))
            {
                return entry.Library!;
            }

            using var held = FileLock.Take(entry.LockFile, () => { }, cancelled);
            if (!IsWhole(entry))
            {
                entry.DeleteLeftovers();
                Unpack(entry, hash, cancelled);
            }

            return entry.Library ?? throw Refused($"it holds no {LibraryFile.Names}", "pack a libtensorflow for Linux x64");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            throw Refused(e.Message.TrimEnd('.'), "upload it again, and leave room for its content in the executor's cache folder or SPARK_LOCAL_DIRS", e);
        }
    }

    private static bool IsWhole(CacheEntry entry) => entry.Problem(NpmPackage.TensorFlow115) is null;

    private void Unpack(CacheEntry entry, string hash, CancellationToken cancelled)
    {
        var path = Path.Combine(filesFolder, name);
        if (!File.Exists(path))
        {
            throw Refused("it is not among the session's files here", "add it to the session as a file artifact (the driver's ShipOptions.LibTensorFlow does)");
        }

        var temporary = entry.TemporaryFolder();
        try
        {
            var tree = Directory.CreateDirectory(Path.Combine(temporary, "tree")).FullName;
            Extract(path, tree, hash, cancelled);
            if (LibraryFile.In(tree) is null)
            {
                throw Refused($"it holds no {LibraryFile.Names}", "pack a libtensorflow for Linux x64");
            }

            CacheEntry.WriteMarker(tree, $"{hash}  {name}\n");
            entry.Replace(tree, Path.Combine(temporary, "old"));
        }
        finally
        {
            CacheEntry.Delete(temporary);
        }
    }

    private static void Extract(string path, string tree, string hash, CancellationToken cancelled)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        using var packed = new MeteredStream(file, long.MaxValue);
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var unpacked = new MeteredStream(gzip, MostBytes, _ => cancelled.ThrowIfCancellationRequested());
        using var tar = new TarReader(unpacked);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.SymbolicLink)
            {
                var target = Inside(tree, entry.Name);
                if (entry.EntryType == TarEntryType.SymbolicLink)
                {
                    Inside(tree, Path.Combine(Path.GetDirectoryName(entry.Name) ?? "", entry.LinkName));
                }

                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                entry.ExtractToFile(target, overwrite: false);
            }
        }

        unpacked.Drain();
        packed.Drain();
        if (packed.Sha256 != hash)
        {
            throw new InvalidDataException($"its SHA-256 is {packed.Sha256}, not the one in its name");
        }
    }

    private static string Inside(string tree, string name)
    {
        var path = Path.GetFullPath(Path.Combine(tree, name));
        return path.StartsWith(tree + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : throw new InvalidDataException($"its entry '{name}' leads out of it");
    }

    private LibTensorFlowException Refused(string why, string fix, Exception? inner = null) =>
        new($"The session's libtensorflow archive '{name}' cannot be used on executor {Environment.MachineName}: {why}. Fix: {fix}.", inner);

    [GeneratedRegex(@"^[\w.+-]*-(?<hash>[0-9a-f]{64})\.tar\.gz$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
