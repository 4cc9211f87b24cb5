using TensorFrames.Spark.Shipping;
using TensorFrames.Spark.Tests.Failures;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Tests.Shipping;

/// <summary>What cannot be packed says so with path and fix, and can be packed once that is mended.</summary>
public sealed class PackingTests
{
    [Fact]
    public void A_cache_that_cannot_be_written_is_named()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["cache"], "no folder");
        var error = Assert.Throws<PlanException>(() => LibTensorFlowArchive.Pack(TestRuntimes.LibraryPath(TestRuntimes.Old), folder["cache"], TestContext.Current.CancellationToken));
        Assert.All([folder["cache/shipped"], "Fix:"], words => Assert.Contains(words, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_worker_that_cannot_be_read_is_named_and_tried_again()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["worker"], "#!/bin/sh");
        using (File.Open(folder["worker"], FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var error = Assert.Throws<PlanException>(() => WorkerArchive.Pack(folder["worker"]));
            Assert.All([folder["worker"], "Fix:"], words => Assert.Contains(words, error.Message, StringComparison.Ordinal));
        }

        Assert.NotEmpty(WorkerArchive.Pack(folder["worker"]).Bytes);
    }
}
