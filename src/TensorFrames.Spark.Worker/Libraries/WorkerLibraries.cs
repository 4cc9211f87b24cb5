using TensorFrames.Locating;
using TensorFrames.Spark.Worker.Process;
using TensorFrames.Spark.Worker.Tasks;

namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>What all tasks of this process share: the libtensorflow that is open, and each graph once, by its hash.</summary>
internal sealed class WorkerLibraries
{
    // Outputs up to this reuse pages: fresh ones cost more than a light graph.
    private const long KeptOutputBytes = 32L << 20;
    private const int DefaultGraphs = 16;

    private readonly ExecutorLibrary _finder;
    private readonly GraphCache _graphs = new();
    private readonly OnceTable<OpenLibrary> _settings = new();
    private readonly OnceTable<TensorFlowRuntime> _runtimes = new();

    internal WorkerLibraries(Surroundings? around = null) => _finder = new ExecutorLibrary(around ?? Surroundings.Here);

    /// <summary>The libtensorflow that the session's settings name, opened once.</summary>
    /// <exception cref="LibTensorFlowException">It cannot be had or opened here; the message names what is missing and the fix.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    internal OpenLibrary Open(TaskHeader header, CancellationToken cancelled = default)
    {
        var key = $"{header.Settings.GetValueOrDefault(WorkerSettings.LibraryFile)}\n{header.Settings.GetValueOrDefault(WorkerSettings.Library)}";
        return _settings.Get(key, () => Open(_finder.Find(header, cancelled), cancelled), cancelled);
    }

    /// <summary>The task's graph, loaded once for all tasks; the task ends the use.</summary>
    /// <exception cref="GraphException">It is missing, not the one that the driver hashed, or not for this libtensorflow.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    internal GraphUse Use(OpenLibrary library, TaskGraph source, TaskHeader header, CancellationToken cancelled) =>
        _graphs.Use(library, source, header.FilesFolder, WorkerSettings.Number(header, WorkerSettings.Graphs, "graphs", DefaultGraphs), cancelled);

    private OpenLibrary Open(FoundLibrary found, CancellationToken cancelled) => new(_runtimes.Get(found.Path, () => Load(found), cancelled), found.Source);

    private static TensorFlowRuntime Load(FoundLibrary found)
    {
        try
        {
            TensorFlowRuntime.KeepLargeOutputs(KeptOutputBytes);
            TensorFlowRuntime.MuteLog();
            var runtime = TensorFlowRuntime.Open(found.Path);
            Log.Line($"libtensorflow {runtime.Version} from {found.Path} ({found.Source}), glibc {Glibc.Version}");
            return runtime;
        }
        catch (LibTensorFlowException e)
        {
            throw new LibTensorFlowException(
                $"libtensorflow '{found.Path}' ({found.Source}) cannot be opened on executor {Environment.MachineName}, which has glibc {Glibc.Version}: {e.Message.TrimEnd('.')}. "
                + "Fix: a libtensorflow built for this machine (1.15.0 needs glibc 2.17, newer ones a newer glibc), by the session's file or setting.",
                e);
        }
    }
}
