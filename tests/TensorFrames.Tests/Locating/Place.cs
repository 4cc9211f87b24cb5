using TensorFrames.Locating;
using Xunit;

namespace TensorFrames.Tests.Locating;

/// <summary>An empty machine in a temporary folder: nothing is installed or set until a test lays it out.</summary>
sealed class Place : IDisposable
{
    readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);

    public string Root { get; } = Directory.CreateTempSubdirectory("tfn-locate-").FullName;

    public string App => Path.Combine(Root, "app");

    public string Cache => Path.Combine(Root, "cache", "tensorframes-net");

    public Surroundings Surroundings => new()
    {
        BaseDirectory = App,
        Variable = name => variables.GetValueOrDefault(name),
        Package = Package,
        Unsupported = null,
    };

    public NpmPackage Package { get; set; } = NpmPackage.TensorFlow115;

    public Place()
    {
        Directory.CreateDirectory(App);
        Set("XDG_CACHE_HOME", Path.Combine(Root, "cache"));
    }

    public Place Set(string name, string value)
    {
        variables[name] = value;
        return this;
    }

    /// <summary>Writes a file below the root, with its folders; its full path.</summary>
    public string Lay(string path, string text = "no real library")
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    /// <summary>Lays out a version in the cache; the library's path.</summary>
    public string LayCached(string version, string library = "libtensorflow_cc.so.2", bool finished = true)
    {
        if (finished)
        {
            Lay($"cache/tensorframes-net/tensorflow-{version}/.unpacked");
        }
        return Lay($"cache/tensorframes-net/tensorflow-{version}/lib/{library}");
    }

    public LibTensorFlowSearch Search(LibTensorFlowOptions? options = null) =>
        LibTensorFlow.Search(options, Surroundings, TestContext.Current.CancellationToken);

    public LibTensorFlowSearch Fetch(IProgress<FetchProgress>? progress = null) =>
        Search(new() { AllowFetch = true, Progress = progress });

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

static class SearchAsserts
{
    /// <summary>Why the one candidate of this source was not taken.</summary>
    public static string WhyNot(this LibTensorFlowSearch search, LibTensorFlowSource source) =>
        search.Candidates.First(candidate => candidate.Source == source).WhyNot ?? "taken";
}
