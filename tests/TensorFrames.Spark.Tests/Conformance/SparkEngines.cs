using TensorFrames.Tests;
using TensorFrames.Tests.Conformance;

namespace TensorFrames.Spark.Tests.Conformance;

/// <summary>One session a Spark and libtensorflow for all cases: their graphs meet in one worker process.</summary>
public sealed class SparkEngines : IAsyncDisposable
{
    // A local table is one partition, and a union of such tables keeps them apart: Spark 4 joins the partitions of coalesced ones.
    private static readonly SparkSessionOptions s_options = new() { Confs = new Dictionary<string, string>(StringComparer.Ordinal) { ["spark.sql.leafNodeDefaultParallelism"] = "1" } };

    private readonly Dictionary<(Spark, Runtime), (SparkSession Session, TensorFlowRuntime Runtime)> _open = [];

    internal async Task<SparkEngine> OfAsync(Spark spark, Runtime tf)
    {
        if (!_open.TryGetValue((spark, tf), out var open))
        {
            open = (await spark.ConnectAsync(s_options), TensorFlowRuntime.Open(tf.LibraryPath));
            _open[(spark, tf)] = open;
            await open.Session.ShipAsync(new ShipOptions { InstalledLibTensorFlow = tf.LibraryPath }, TestContext.Current.CancellationToken);
        }

        return new SparkEngine(spark, tf, open.Runtime, open.Session);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (session, runtime) in _open.Values)
        {
            await session.DisposeAsync();
            runtime.Dispose();
        }
    }
}
