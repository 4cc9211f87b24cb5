namespace TensorFrames.Locating;

/// <summary>An archive in <c>../shared/tensorflow</c>, unpacked into the cache by the script that lies beside it.</summary>
sealed record SharedArchive(string Folder, string Version)
{
    const string Prefix = "libtensorflow-";
    const string Suffix = "-linux-x64.tar.xz";

    public string File => Path.Combine(Folder, Prefix + Version + Suffix);

    string Script => Path.Combine(Folder, "tensorflow-home");

    /// <summary>The archives there, newest first.</summary>
    public static IReadOnlyList<SharedArchive> All(string sharedFolder)
    {
        var folder = Path.Combine(sharedFolder, "tensorflow");
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, Prefix + "*" + Suffix)
                .Select(file => new SharedArchive(folder, Path.GetFileName(file)[Prefix.Length..^Suffix.Length]))
                .OrderByDescending(archive => VersionOrder.Key(archive.Version))]
            : [];
    }

    /// <summary>The library's path.</summary>
    /// <exception cref="LibTensorFlowException">The script failed; its own words are in the message.</exception>
    public string Unpack(string cacheFolder, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        var entry = CacheEntry.Of(cacheFolder, Version);
        Directory.CreateDirectory(cacheFolder);
        var bytes = 0L;
        void Tell(FetchStep step) => progress?.Report(new(step, Path.GetFileName(File), bytes, 0));
        void Watch()
        {
            bytes = Math.Max(bytes, entry.TemporaryBytes());
            Tell(FetchStep.Unpacking);
        }
        try
        {
            var result = ChildProcess.Run(
                "bash", [Script, Version], Folder,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["TFN_TENSORFLOW_CACHE"] = entry.CacheFolder },
                Watch, cancellationToken);
            if (result.ExitCode != 0)
            {
                throw new LibTensorFlowException($"{Script} ended with {result.ExitCode}: {result.Errors}");
            }
            var library = LibraryFile.In(result.Output.Trim())
                ?? throw new LibTensorFlowException($"{Script} unpacked no {LibraryFile.Names}");
            Tell(FetchStep.Done);
            return library;
        }
        catch (OperationCanceledException)
        {
            // A killed script cannot clean up. Where another process unpacks meanwhile, its folder is not ours to delete.
            using var held = FileLock.TryTake(entry.LockFile);
            if (held is not null)
            {
                entry.DeleteLeftovers();
            }
            throw;
        }
    }
}
