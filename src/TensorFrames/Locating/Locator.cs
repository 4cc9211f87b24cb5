namespace TensorFrames.Locating;

/// <summary>Goes through the places in order. What comes after the one taken is still looked at, but nothing is fetched for it.</summary>
sealed class Locator(LibTensorFlowOptions options, Surroundings around, CancellationToken cancellationToken)
{
    const string PathVariable = "TENSORFRAMES_LIBTENSORFLOW";
    const string VersionVariable = "TENSORFRAMES_LIBTENSORFLOW_VERSION";
    public const string NotFetched = "not fetched: AllowFetch is off";

    const string ByHand = "not looked at: a path given by hand decides";

    const string Earlier = "not needed: an earlier place was taken";

    readonly List<LibTensorFlowCandidate> candidates = [];
    readonly string cacheFolder = options.CacheFolder ?? around.CacheFolder;
    readonly string? version = options.Version ?? (around.Variable(VersionVariable) is { Length: > 0 } v ? v : null);
    bool taken;
    string? wrongPath;

    public LibTensorFlowSearch Search()
    {
        if (around.Unsupported is { } unsupported)
        {
            return new([], new LibTensorFlowException(unsupported));
        }
        Given(LibTensorFlowSource.Option, options.Path, "LibTensorFlowOptions.Path (--libtensorflow)");
        Given(LibTensorFlowSource.Environment, around.Variable(PathVariable), PathVariable);
        Redist();
        Cache();
        Shared();
        Npm();
        return new(candidates, taken ? null : new LibTensorFlowException(wrongPath ?? NothingFound.Message(candidates)));
    }

    void Given(LibTensorFlowSource source, string? path, string name)
    {
        if (string.IsNullOrEmpty(path))
        {
            Add(source, null, "not set");
            return;
        }
        path = Path.GetFullPath(path);
        if (taken || wrongPath is not null)
        {
            Add(source, path, ByHand);
            return;
        }
        var library = File.Exists(path) ? path : LibraryFile.In(path);
        if (library is null)
        {
            var problem = Directory.Exists(path) ? "holds no " + LibraryFile.Names : "does not exist";
            wrongPath = $"{name} names '{path}', which {problem}. "
                + "Fix: name a libtensorflow (1.15 … 2.x) or the folder that holds it, or leave it unset.";
            Add(source, path, problem);
            return;
        }
        Add(source, library, null);
    }

    void Redist()
    {
        // Published for one runtime identifier, a redist's files lie in the app's own folder.
        string[] folders = [Path.Combine(around.BaseDirectory, "runtimes", "linux-x64", "native"), around.BaseDirectory];
        var library = folders.Select(LibraryFile.In).FirstOrDefault(found => found is not null);
        Add(LibTensorFlowSource.Redist, library ?? folders[0], library is null ? "no redist beside the app" : null);
    }

    void Cache()
    {
        var entries = CacheEntry.All(cacheFolder);
        foreach (var entry in entries)
        {
            Add(LibTensorFlowSource.Cache, entry.Library ?? entry.Folder, entry.Problem(around.Package) ?? WrongVersion(entry.Version));
        }
        if (entries.Count == 0)
        {
            Add(LibTensorFlowSource.Cache, cacheFolder, "nothing fetched yet");
        }
    }

    void Shared()
    {
        if (SourceCheckout.SharedFolder(around) is not { } shared)
        {
            Add(LibTensorFlowSource.Shared, null, "this app is not built in a source checkout");
            return;
        }
        var archives = SharedArchive.All(shared);
        foreach (var archive in archives)
        {
            Fetched(LibTensorFlowSource.Shared, archive.File, archive.Version, null,
                () => archive.Unpack(cacheFolder, options.Progress, cancellationToken));
        }
        if (archives.Count == 0)
        {
            Add(LibTensorFlowSource.Shared, Path.Combine(shared, "tensorflow"), "holds no libtensorflow archive");
        }
    }

    void Npm()
    {
        var npm = around.Command("npm");
        Fetched(LibTensorFlowSource.Npm, around.Package.Id, around.Package.TensorFlowVersion,
            npm is null ? "npm is not installed (not on PATH)" : null,
            () => new NpmFetch(around.Package, npm!, cacheFolder, options.Progress, cancellationToken).Run());
    }

    void Fetched(LibTensorFlowSource source, string from, string carried, string? problem, Func<string> fetch)
    {
        problem = wrongPath is not null ? ByHand : taken ? Earlier
            : WrongVersion(carried) ?? problem ?? (options.AllowFetch ? null : NotFetched);
        if (problem is not null)
        {
            Add(source, from, problem);
            return;
        }
        try
        {
            Add(source, fetch(), null);
        }
        catch (Exception error) when (error is LibTensorFlowException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Add(source, from, error.Message);
        }
    }

    string? WrongVersion(string found) =>
        version is null || version == found ? null : $"it is {found}, {version} was asked for";

    void Add(LibTensorFlowSource source, string? path, string? whyNot)
    {
        var stands = whyNot ?? (wrongPath is not null ? ByHand : taken ? Earlier : null);
        taken |= stands is null;
        candidates.Add(new(source, path, stands));
    }
}
