using System.Globalization;
using TensorFrames.Bench.Spark.Servers;
using TensorFrames.Spark;
using TensorFrames.Spark.Shipping;

namespace TensorFrames.Bench.Spark.Full;

/// <summary>Where jobs run: a server, a session on it that has our worker, and how Spark cuts batches for it.</summary>
/// <param name="Server">The server.</param>
/// <param name="Session">The session.</param>
/// <param name="BatchRows">Rows of Spark's largest batches.</param>
/// <param name="Tables">The folder for tables.</param>
internal sealed record Place(SparkServer Server, SparkSession Session, int BatchRows, string Tables)
{
    /// <summary>For <see cref="Results.Measurement.Setting"/>.</summary>
    internal string Setting => SettingOf(BatchRows);

    internal static async Task<Place> OfAsync(SparkServer server, SparkSession session, string library, string tables)
    {
        await session.ShipAsync(new ShipOptions { InstalledLibTensorFlow = library });
        var rows = await session.Confs.GetAsync(Shipment.BatchRowsSetting);
        return new(server, session, int.Parse(rows!, CultureInfo.InvariantCulture), tables);
    }

    internal string SettingOf(int batchRows) => string.Create(CultureInfo.InvariantCulture, $"{Server.Version}, {Server.Deployment}, {batchRows:N0} rows a batch");

    internal Task SetBatchRowsAsync(int rows) => Session.Confs.SetAsync(Shipment.BatchRowsSetting, rows.ToString(CultureInfo.InvariantCulture));
}
