namespace TensorFrames.Locating;

/// <summary>One version in the cache: the folder <c>tensorflow-VERSION</c>, whole once its marker file is there.</summary>
sealed record CacheEntry(string CacheFolder, string Version)
{
    // tensorflow-home beside ../shared/tensorflow uses the same names, so both fill one cache under the same locks.
    const string Prefix = "tensorflow-";
    const string Marker = ".unpacked";

    public string Folder => Path.Combine(CacheFolder, Prefix + Version);

    public string LockFile => Path.Combine(CacheFolder, $".{Prefix}{Version}.lock");

    public string? Library => LibraryFile.In(Folder);

    public static CacheEntry Of(string cacheFolder, string version) => new(Path.GetFullPath(cacheFolder), version);

    /// <summary>Every version that is there, newest first.</summary>
    public static IReadOnlyList<CacheEntry> All(string cacheFolder) => Directory.Exists(cacheFolder)
        ? [.. Directory.EnumerateDirectories(cacheFolder, Prefix + "*")
            .Select(folder => Of(cacheFolder, Path.GetFileName(folder)[Prefix.Length..]))
            .OrderByDescending(entry => VersionOrder.Key(entry.Version))]
        : [];

    /// <summary>What is wrong with this entry; null where it can be used.</summary>
    public string? Problem(NpmPackage package)
    {
        if (!File.Exists(Path.Combine(Folder, Marker)))
        {
            return "unfinished: it holds no marker file " + Marker;
        }
        if (Library is null)
        {
            return "broken: it holds no " + LibraryFile.Names;
        }
        return Version == package.TensorFlowVersion
            ? package.Files.Select(WrongSize).FirstOrDefault(problem => problem is not null)
            : null;
    }

    string? WrongSize(PackedFile file)
    {
        var info = new FileInfo(Path.Combine(Folder, file.Name));
        return !info.Exists ? $"broken: {file.Name} is missing"
            : info.Length != file.Bytes ? $"broken: {file.Name} has {info.Length} bytes, {file.Bytes} wanted"
            : null;
    }

    public static void WriteMarker(string folder, string text) => File.WriteAllText(Path.Combine(folder, Marker), text);

    /// <summary>A new folder beside the entry, so that moving it into place is one rename.</summary>
    public string TemporaryFolder() =>
        Directory.CreateDirectory(Path.Combine(CacheFolder, $".{Prefix}{Version}.{Guid.NewGuid():N}")).FullName;

    /// <summary>Puts a finished folder in the entry's place. Processes that run the old library keep it.</summary>
    public void Replace(string finished, string old)
    {
        if (Directory.Exists(Folder))
        {
            Directory.Move(Folder, old);
        }
        Directory.Move(finished, Folder);
    }

    IEnumerable<string> Leftovers => Directory.EnumerateDirectories(CacheFolder, $".{Prefix}{Version}.*");

    /// <summary>Bytes in temporary folders, while something is being unpacked there.</summary>
    public long TemporaryBytes()
    {
        try
        {
            return Leftovers.SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
                .Sum(file => file.Length);
        }
        catch (IOException)
        {
            // It was renamed into place between listing and looking.
            return 0;
        }
    }

    /// <summary>Deletes temporary folders; only under the lock.</summary>
    public void DeleteLeftovers()
    {
        foreach (var folder in Leftovers)
        {
            Delete(folder);
        }
    }

    /// <summary>Deletes a folder if it can: what is left is deleted by the next fetch.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A killed npm may still be writing into it.
        }
    }
}
