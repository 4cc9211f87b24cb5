using TensorFrames.Locating;
using TensorFrames.Spark.Worker.Tasks;

namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>
/// Finds libtensorflow on an executor: the session's archive, a path of the session's, the executor's environment, then
/// what the core looks through. Nothing is fetched.
/// </summary>
internal sealed class ExecutorLibrary(Surroundings around)
{
    private const string Variable = "TENSORFRAMES_LIBTENSORFLOW";

    /// <exception cref="LibTensorFlowException">None is there; the message names what is missing and the fix.</exception>
    internal FoundLibrary Find(TaskHeader header, CancellationToken cancelled = default)
    {
        if (header.Settings.GetValueOrDefault(WorkerSettings.LibraryFile) is { Length: > 0 } file)
        {
            return new(new LibraryArchive(header.FilesFolder, file, around).Unpack(cancelled), $"session file {file}");
        }

        if (header.Settings.GetValueOrDefault(WorkerSettings.Library) is { Length: > 0 } path)
        {
            return new(Given(path, $"spark.tensorframes.{WorkerSettings.Library}"), $"session setting spark.tensorframes.{WorkerSettings.Library}");
        }

        if (around.Variable(Variable) is { Length: > 0 } variable)
        {
            return new(Given(variable, $"The executor's environment variable {Variable}"), $"environment variable {Variable}");
        }

        var search = LibTensorFlow.Search(new LibTensorFlowOptions { AllowFetch = false }, around, cancelled);
        return search.Candidates.FirstOrDefault(c => c.Taken) is { Path: { } found } taken ? new(found, $"found on the machine ({taken.Source})")
            : throw new LibTensorFlowException(
                $"There is no libtensorflow on executor {Environment.MachineName}. Fix, any one of these: ship one with the session (ShipOptions.ShipLibTensorFlow, --ship-libtensorflow), "
                + $"name one that is there (session setting spark.tensorframes.{WorkerSettings.Library}), or set {Variable} in the executors' environment (spark.executorEnv.{Variable}). "
                + $"Looked at: {string.Join("; ", search.Candidates.Where(c => c.Path is not null).Select(c => $"{c.Path} ({c.WhyNot})"))}.");
    }

    private static string Given(string path, string name)
    {
        var library = File.Exists(path) ? Path.GetFullPath(path) : LibraryFile.In(path);
        return library ?? throw new LibTensorFlowException(
            $"{name} names '{path}', which {(Directory.Exists(path) ? $"holds no {LibraryFile.Names}" : "does not exist")} on executor {Environment.MachineName}. "
            + "Fix: name a libtensorflow (1.15 … 2.x) that every executor has, or ship one with the session (ShipOptions.ShipLibTensorFlow, --ship-libtensorflow).");
    }
}
