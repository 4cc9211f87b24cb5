using System.CommandLine;
using TensorFrames.Cli.Parsing;
using TensorFrames.Cli.Spark;

namespace TensorFrames.Cli.Commands;

/// <summary>The options of every command that goes to a Spark server.</summary>
/// <param name="runsGraphs">Whether it needs workers there; else it has no options about them and their libtensorflow.</param>
internal sealed class SparkOptions(bool runsGraphs = true)
{
    private readonly Option<string?> _url = new("--spark") { Description = "Run on this Spark Connect server: sc://host:port", HelpName = "url" };
    private readonly Option<string[]> _conf = new("--spark-conf") { Description = "A setting of the Spark session; repeat for more", HelpName = "key=value" };
    private readonly Option<bool> _ship = new("--ship-libtensorflow") { Description = "Send this machine's libtensorflow to the executors" };
    private readonly Option<string?> _installedLibrary = new("--executor-libtensorflow") { Description = "The libtensorflow on the executors: a file or folder there", HelpName = "path" };
    private readonly Option<string?> _installedWorker = new("--installed-worker") { Description = "A worker installed on the executors (tframes worker pack), by its path there; default: it is sent", HelpName = "path" };

    internal void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Options.Add(option);
        }
    }

    /// <returns>Null without <c>--spark</c>.</returns>
    /// <exception cref="UsageException">The URL is none, two do not go together, or an option needs <c>--spark</c>.</exception>
    internal SparkTarget? Read(ParseResult parsed, params IEnumerable<Option> others)
    {
        if (parsed.GetValue(_url) is not { } url)
        {
            var alone = All.Concat(others).FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false });
            return alone is null ? null : throw new UsageException($"{alone.Name}: it says something of a run on Spark only. Fix: --spark sc://host:port, or leave it out.");
        }

        CheckUrl(url);
        var (ship, library) = (parsed.GetValue(_ship), parsed.GetValue(_installedLibrary));
        if (ship && library is not null)
        {
            throw new UsageException("--ship-libtensorflow and --executor-libtensorflow: only one libtensorflow can be used. Fix: one of them.");
        }

        return new SparkTarget
        {
            Url = url,
            Confs = Pair.All(_conf.Name, parsed.GetValue(_conf) ?? [], "key=value", value => value),
            ShipLibTensorFlow = ship,
            ExecutorLibTensorFlow = Given(_installedLibrary, library),
            InstalledWorker = Given(_installedWorker, parsed.GetValue(_installedWorker)),
        };
    }

    private IEnumerable<Option> All => runsGraphs ? [_url, _conf, _ship, _installedLibrary, _installedWorker] : [_url, _conf];

    private static string? Given(Option option, string? path) => path is null ? null : GivenPath.Check(option.Name, path);

    private static void CheckUrl(string url)
    {
        try
        {
            _ = TensorFrames.Spark.ConnectUrl.Parse(url);
        }
        catch (TensorFrames.Spark.SparkConnectionException error)
        {
            throw new UsageException($"--spark: {error.Message}");
        }
    }
}
