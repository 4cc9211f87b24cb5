using TensorFrames.Spark.Tests.Verbs;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Tests.Shipping;

/// <summary>Sessions that bring libtensorflow to a node that has none.</summary>
[Collection(OnBareServer.Name)]
public sealed class ShippedLibraryTests(BareServer bare)
{
    [Fact]
    public async Task Two_sessions_ship_one_library_which_the_node_unpacks_once()
    {
        using var graph = SmallGraphs.AddThree();
        var (first, unpacked) = await ShipAndRun(graph);
        var (second, found) = await ShipAndRun(graph);
        Assert.Equal(first.LibTensorFlow, second.LibTensorFlow);
        Assert.Equal(unpacked, found);
    }

    private async Task<(SparkTaskReport Report, DateTime Unpacked)> ShipAndRun(Graph graph)
    {
        await using var session = await bare.ConnectAsync();
        await session.ShipAsync(new ShipOptions { ShipLibTensorFlow = true, LibTensorFlow = TestRuntimes.LibraryPath(TestRuntimes.Old) }, TestContext.Current.CancellationToken);
        var report = (await session.Sql("SELECT 1D AS x").MapBlocks(graph, "y").ReportAsync(TestContext.Current.CancellationToken)).Single(r => r.Rows > 0);
        var entry = Assert.Single(Directory.GetDirectories(bare.NodeCache, "tensorflow-*"));
        var hash = Path.GetFileName(entry)["tensorflow-".Length..];
        Assert.StartsWith(entry, report.LibTensorFlow, StringComparison.Ordinal);
        Assert.Equal((TestRuntimes.Old, $"session file libtensorflow-{hash}.tar.gz"), (report.LibTensorFlowVersion, report.LibTensorFlowSource));
        return (report, File.GetLastWriteTimeUtc(Path.Combine(entry, ".unpacked")));
    }
}
