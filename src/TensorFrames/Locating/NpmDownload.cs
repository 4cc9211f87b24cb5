namespace TensorFrames.Locating;

/// <summary>Downloads a package through the user's own npm client, with whatever registry and proxy it is set up for.</summary>
static class NpmDownload
{
    static readonly Dictionary<string, string> Quiet = new(StringComparer.Ordinal)
    {
        ["npm_config_update_notifier"] = "false",
        ["npm_config_fund"] = "false",
    };

    /// <summary>The downloaded file in <paramref name="folder"/>.</summary>
    /// <exception cref="LibTensorFlowException">npm failed; its own words are in the message.</exception>
    public static string Run(
        string npm, NpmPackage package, string folder, Action<long> report, CancellationToken cancellationToken)
    {
        var since = DateTime.UtcNow;
        var staging = StagingFolder(npm, folder, cancellationToken);
        var most = 0L;
        void Watch()
        {
            // npm receives into its own cache first and then writes the file out from there.
            most = Math.Max(most, Math.Max(BytesIn(staging, since), BytesIn(folder, since)));
            report(most);
        }

        var result = ChildProcess.Run(
            npm, ["pack", package.Id, "--ignore-scripts", "--loglevel=error", "--pack-destination", folder],
            folder, Quiet, Watch, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new LibTensorFlowException($"npm pack {package.Id} ended with {result.ExitCode}: {result.Errors}");
        }
        return Directory.EnumerateFiles(folder, "*.tgz").FirstOrDefault()
            ?? throw new LibTensorFlowException($"npm pack {package.Id} succeeded but left no .tgz file");
    }

    static string StagingFolder(string npm, string folder, CancellationToken cancellationToken)
    {
        var cache = ChildProcess.Run(npm, ["config", "get", "cache"], folder, Quiet, () => { }, cancellationToken);
        return Path.Combine(cache.ExitCode == 0 ? cache.Output.Trim() : folder, "_cacache", "tmp");
    }

    static long BytesIn(string folder, DateTime since)
    {
        try
        {
            return Directory.Exists(folder)
                ? new DirectoryInfo(folder).EnumerateFiles().Where(file => file.LastWriteTimeUtc >= since)
                    .Select(file => file.Length).DefaultIfEmpty().Max()
                : 0;
        }
        catch (IOException)
        {
            // npm moved a file away between listing and looking; the next look will do.
            return 0;
        }
    }
}
