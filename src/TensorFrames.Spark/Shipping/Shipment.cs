using System.Globalization;
using TensorFrames.Locating;

namespace TensorFrames.Spark.Shipping;

/// <summary>Sends what <see cref="ShipOptions"/> ask for, then selects it by settings of the session.</summary>
internal sealed class Shipment(SparkSession session, ShipOptions options)
{
    internal const string WorkerSetting = "spark.sql.execution.pyspark.python";
    internal const string BatchRowsSetting = "spark.sql.execution.arrow.maxRecordsPerBatch";
    internal const string LibrarySetting = "spark.tensorframes.libtensorflow";
    internal const string LibraryFileSetting = "spark.tensorframes.libtensorflow.file";

    private const string SparksBatchRows = "10000";

    internal async Task SendAsync(CancellationToken cancellationToken)
    {
        List<Artifact> artifacts = [];
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { [WorkerSetting] = options.InstalledWorker ?? WorkerArchive.Command };
        if (options.InstalledWorker is null)
        {
            var archive = WorkerArchive.Pack(WorkerExecutable.Find(options.Worker));
            artifacts.Add(Artifact.Of(archive.ArtifactName, archive.Bytes));
        }

        if (options.InstalledLibTensorFlow is { } installed)
        {
            settings[LibrarySetting] = installed;
        }

        if (options.ShipLibTensorFlow)
        {
            var archive = await LibraryAsync(cancellationToken).ConfigureAwait(false);
            artifacts.Add(Artifact.Of($"files/{archive.Name}", archive.Path));
            settings[LibraryFileSetting] = archive.Name;
        }

        await BatchRowsAsync(settings, cancellationToken).ConfigureAwait(false);
        await session.AddArtifactsAsync(artifacts, options.Progress, cancellationToken).ConfigureAwait(false);
        await session.Confs.SetAsync(settings, cancellationToken).ConfigureAwait(false);
        SparkLog.Shipped(session.Client.Logger, session.SessionId, settings[WorkerSetting], settings.GetValueOrDefault(BatchRowsSetting, "as the session has it"), settings.GetValueOrDefault(LibraryFileSetting) ?? settings.GetValueOrDefault(LibrarySetting) ?? "as executors find it");
    }

    private async Task<LibTensorFlowArchive> LibraryAsync(CancellationToken cancellationToken)
    {
        var library = await LibTensorFlow.FindAsync(new LibTensorFlowOptions { Path = options.LibTensorFlow }, cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => LibTensorFlowArchive.Pack(library, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    // A size that somebody chose is kept. 3.5 ends no batch by its bytes, so that images would fill its memory: Spark's own
    // size stays there.
    private async Task BatchRowsAsync(Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        if (options.BatchRows is { } asked)
        {
            settings[BatchRowsSetting] = asked.ToString(CultureInfo.InvariantCulture);
        }
        else if (session.SparkVersion.AtLeast(4, 0) && await session.Confs.GetAsync(BatchRowsSetting, cancellationToken).ConfigureAwait(false) is (null or SparksBatchRows))
        {
            settings[BatchRowsSetting] = ShipOptions.DefaultBatchRows.ToString(CultureInfo.InvariantCulture);
        }
    }
}
