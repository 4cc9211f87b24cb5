using TensorFrames.Locating;
using TensorFrames.Spark.Worker.Libraries;
using TensorFrames.Spark.Worker.Tasks;

namespace TensorFrames.Spark.Worker.Tests.Libraries;

/// <summary>Which libtensorflow an executor takes, and what it says where there is none.</summary>
public sealed class ExecutorLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tfn-library-").FullName;

    [Fact]
    public void The_sessions_file_comes_before_its_path_and_that_before_the_environment()
    {
        var file = Archive.Write(_folder, ("lib/libtensorflow.so", [1]));
        var (set, environment) = (Library("set"), Library("environment"));
        (string, string)[] settings = [(WorkerSettings.LibraryFile, file), (WorkerSettings.Library, set)];
        Assert.Equal($"session file {file}", Find(environment, settings).Source);
        Assert.Equal((set, "session setting spark.tensorframes.libtensorflow"), Find(environment, settings[1]));
        Assert.Equal((environment, "environment variable TENSORFRAMES_LIBTENSORFLOW"), Find(Path.GetDirectoryName(environment)!));
        Library("cache/tensorframes-net/tensorflow-9.9.9/lib");
        File.WriteAllText(Path.Combine(_folder, "cache/tensorframes-net/tensorflow-9.9.9/.unpacked"), "");
        Assert.Equal("found on the machine (Cache)", Find(null).Source);
    }

    [Fact]
    public void A_place_without_a_library_is_never_passed_over()
    {
        Assert.Contains("spark.tensorframes.libtensorflow names '/nowhere', which does not exist", Refused(Library("environment"), (WorkerSettings.Library, "/nowhere")), StringComparison.Ordinal);
        Assert.Contains("TENSORFRAMES_LIBTENSORFLOW names", Refused(_folder), StringComparison.Ordinal);
        Assert.Contains("cannot be used", Refused(Library("environment"), (WorkerSettings.LibraryFile, "odd")), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_found_names_the_places_and_the_fixes()
    {
        var message = Refused(null);
        Assert.All([Environment.MachineName, "spark.tensorframes.libtensorflow", "spark.executorEnv.TENSORFRAMES_LIBTENSORFLOW", "ship one with the session", "nothing fetched yet"], words => Assert.Contains(words, message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_library_that_cannot_be_opened_is_told_with_the_machines_glibc()
    {
        var path = Library("bad");
        var error = Assert.Throws<LibTensorFlowException>(() => new WorkerLibraries(Around(null)).Open(Header((WorkerSettings.Library, path)), TestContext.Current.CancellationToken));
        Assert.All([path, $"glibc {Glibc.Version}", "session setting", "Fix:"], words => Assert.Contains(words, error.Message, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static TaskHeader Header(string files, params (string Name, string Value)[] settings) =>
        new() { Partition = 0, EvalType = 207, Functions = [], FilesFolder = files, Settings = settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal) };

    private TaskHeader Header(params (string Name, string Value)[] settings) => Header(_folder, settings);

    private (string Path, string Source) Find(string? environment, params (string Name, string Value)[] settings)
    {
        var found = new ExecutorLibrary(Around(environment)).Find(Header(settings));
        return (found.Path, found.Source);
    }

    private string Refused(string? environment, params (string Name, string Value)[] settings) => Assert.Throws<LibTensorFlowException>(() => Find(environment, settings)).Message;

    private Surroundings Around(string? environment) => new()
    {
        BaseDirectory = _folder,
        Variable = name => name switch
        {
            "XDG_CACHE_HOME" => Path.Combine(_folder, "cache"),
            "TENSORFRAMES_LIBTENSORFLOW" => environment,
            _ => null,
        },
    };

    private string Library(string folder)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, folder)).FullName, "libtensorflow.so");
        File.WriteAllBytes(path, [1]);
        return path;
    }
}
