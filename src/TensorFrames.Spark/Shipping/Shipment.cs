using System.Globalization;
using TensorFrames.Locating;

namespace TensorFrames.Spark.Shipping;

/// <summary>Sends what <see cref="ShipOptions"/> ask for, then selects it by settings of the session.</summary>
/// <param name="session">The session.</param>
/// <param name="options">What is asked for.</param>
/// <param name="before">Settings that the session's last shipment made: those not made again are taken back.</param>
internal sealed class Shipment(SparkSession session, ShipOptions options, IReadOnlyDictionary<string, string> before)
{
    internal const string WorkerSetting = "spark.sql.execution.pyspark.python";
    internal const string BatchRowsSetting = "spark.sql.execution.arrow.maxRecordsPerBatch";
    internal const string LibrarySetting = "spark.tensorframes.libtensorflow";
    internal const string LibraryFileSetting = "spark.tensorframes.libtensorflow.file";

    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    private bool _batchRowsAreChosen;

    /// <summary>What was set, for the next shipment.</summary>
    internal IReadOnlyDictionary<string, string> Settings => _settings;

    internal async Task<ShipReport> SendAsync(CancellationToken cancellationToken)
    {
        List<Artifact> artifacts = [];
        if (options.InstalledWorker is { } worker)
        {
            _settings[WorkerSetting] = worker;
        }
        else
        {
            var archive = await Task.Run(() => WorkerArchive.Pack(WorkerExecutable.Find(options.Worker)), cancellationToken).ConfigureAwait(false);
            artifacts.Add(Artifact.Of(archive.ArtifactName, archive.Bytes, isNamedByContent: true));
            _settings[WorkerSetting] = archive.Command;
        }

        if (options.InstalledLibTensorFlow is { } installed)
        {
            _settings[LibrarySetting] = installed;
        }

        if (options.ShipLibTensorFlow)
        {
            var archive = await LibraryAsync(cancellationToken).ConfigureAwait(false);
            artifacts.Add(Artifact.Of($"files/{archive.Name}", archive.Path, isNamedByContent: true));
            _settings[LibraryFileSetting] = archive.Name;
        }

        await BatchRowsAsync(cancellationToken).ConfigureAwait(false);
        await session.AddArtifactsAsync(artifacts, options.Progress, cancellationToken).ConfigureAwait(false);
        await session.Confs.UnsetAsync(Undone(), cancellationToken).ConfigureAwait(false);
        await session.Confs.SetAsync(_settings, cancellationToken).ConfigureAwait(false);
        return await ReportAsync(cancellationToken).ConfigureAwait(false);
    }

    // What an earlier shipment chose, and where this one chooses a library, the other way of choosing one.
    private IEnumerable<string> Undone()
    {
        string[] libraries = _settings.ContainsKey(LibrarySetting) || _settings.ContainsKey(LibraryFileSetting) ? [LibrarySetting, LibraryFileSetting] : [];
        return before.Keys.Concat(libraries).Distinct(StringComparer.Ordinal)
            .Where(key => !_settings.ContainsKey(key) && !(key == BatchRowsSetting && _batchRowsAreChosen));
    }

    private async Task<LibTensorFlowArchive> LibraryAsync(CancellationToken cancellationToken)
    {
        var library = await LibTensorFlow.FindAsync(new LibTensorFlowOptions { Path = options.LibTensorFlow }, cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => LibTensorFlowArchive.Pack(library, Surroundings.Here.CacheFolder, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    // A size that somebody chose, for the session or the cluster, is kept, Spark's default among them. 3.5 ends no batch by
    // its bytes, so that images would fill its memory: Spark's own size stays there.
    private async Task BatchRowsAsync(CancellationToken cancellationToken)
    {
        if (options.BatchRows is { } asked)
        {
            _settings[BatchRowsSetting] = asked.ToString(CultureInfo.InvariantCulture);
            return;
        }

        // Spark lists what was set and leaves out what is at its default.
        var chosen = (await session.Confs.GetAllAsync(BatchRowsSetting, cancellationToken).ConfigureAwait(false)).GetValueOrDefault(BatchRowsSetting);
        var isFree = chosen is null || chosen == before.GetValueOrDefault(BatchRowsSetting);
        if (isFree && session.SparkVersion.AtLeast(4, 0))
        {
            _settings[BatchRowsSetting] = ShipOptions.DefaultBatchRows.ToString(CultureInfo.InvariantCulture);
        }

        _batchRowsAreChosen = !isFree;
    }

    private async Task<ShipReport> ReportAsync(CancellationToken cancellationToken)
    {
        var values = await session.Confs.GetAllOfAsync([BatchRowsSetting, LibraryFileSetting, LibrarySetting], cancellationToken).ConfigureAwait(false);
        var library = values[1] is { } file ? $"the session's file {file}" : values[2] is { } path ? $"{path} on the nodes" : "as executors find it";
        var report = new ShipReport(_settings[WorkerSetting], int.TryParse(values[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out var rows) ? rows : 0, library);
        SparkLog.Shipped(session.Client.Logger, session.SessionId, report.Worker, report.BatchRows, report.LibTensorFlow);
        return report;
    }
}
