namespace TensorFrames.Locating;

/// <summary>Puts the npm package's libtensorflow into the cache: once, checked, whole or not at all.</summary>
sealed class NpmFetch(
    NpmPackage package, string npm, string cacheFolder, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
{
    readonly CacheEntry entry = CacheEntry.Of(cacheFolder, package.TensorFlowVersion);
    long reported;

    /// <summary>The library's path.</summary>
    public string Run()
    {
        Directory.CreateDirectory(cacheFolder);
        using var held = FileLock.Take(
            entry.LockFile, () => progress?.Report(new(FetchStep.Waiting, package.Id, 0, 0)), cancellationToken);
        if (entry.Problem(package) is not null)
        {
            // Under the lock every temporary folder is a dead process's.
            entry.DeleteLeftovers();
            Fetch(entry.TemporaryFolder());
        }
        progress?.Report(new(FetchStep.Done, package.Id, package.UnpackedBytes, package.UnpackedBytes));
        return entry.Library!;
    }

    void Fetch(string temporary)
    {
        try
        {
            var download = Directory.CreateDirectory(Path.Combine(temporary, "download")).FullName;
            var packed = NpmDownload.Run(npm, package, download, Downloaded, cancellationToken);
            var tree = Directory.CreateDirectory(Path.Combine(temporary, "tree")).FullName;
            PackageUnpacker.Unpack(package, packed, tree, Unpacked);
            CacheEntry.WriteMarker(tree, $"{package.EntrySha256}  {package.Id} {package.Entry}\n");
            entry.Replace(tree, Path.Combine(temporary, "old"));
        }
        finally
        {
            CacheEntry.Delete(temporary);
        }
    }

    void Downloaded(long bytes) => progress?.Report(new(FetchStep.Downloading, package.Id, bytes, package.PackedBytes));

    void Unpacked(long bytes)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (bytes - reported >= 4 << 20 || bytes < reported)
        {
            reported = bytes;
            progress?.Report(new(FetchStep.Unpacking, package.Id, bytes, package.UnpackedBytes));
        }
    }
}
