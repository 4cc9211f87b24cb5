using System.CommandLine;
using TensorFrames.Cli.Progress;

namespace TensorFrames.Cli.Commands;

/// <summary>The options of every command that loads TensorFlow.</summary>
internal sealed class RuntimeOptions
{
    // Outputs up to this size reuse memory; larger ones are rare and pay for fresh pages.
    private const long KeptBytes = 1L << 30;

    private readonly Option<string?> _path = new("--libtensorflow") { Description = "The libtensorflow to use (1.15 … 2.x): a file, or the folder that holds it", HelpName = "path" };
    private readonly Option<bool> _log = new("--tensorflow-log") { Description = "Show TensorFlow's own log lines on standard error" };

    internal void AddTo(Command command)
    {
        command.Options.Add(_path);
        command.Options.Add(_log);
    }

    /// <summary>Only looks for it; nothing is fetched.</summary>
    internal LibTensorFlowSearch Search(ParseResult parsed, CancellationToken cancellationToken) =>
        LibTensorFlow.Search(new() { Path = parsed.GetValue(_path) }, cancellationToken);

    /// <summary>Finds it, fetching it where there is none yet, and loads it.</summary>
    internal TensorFlowRuntime Load(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        string path;
        using (var display = ProgressDisplay.For(console))
        {
            path = LibTensorFlow.Find(
                new() { Path = parsed.GetValue(_path), AllowFetch = true, Progress = new FetchReporter(display) }, cancellationToken);
        }

        return Open(parsed, console, path);
    }

    internal TensorFlowRuntime Open(ParseResult parsed, CliConsole console, string path)
    {
        if (console.OwnsProcess)
        {
            KeepLargeOutputs();
            if (!parsed.GetValue(_log))
            {
                TensorFlowRuntime.MuteLog();
            }
        }

        return TensorFlowRuntime.Open(path);
    }

    private static void KeepLargeOutputs()
    {
        try
        {
            TensorFlowRuntime.KeepLargeOutputs(KeptBytes);
        }
        catch (LibTensorFlowException)
        {
            // Another malloc than glibc's, preloaded perhaps: it is only slower.
        }
    }
}
