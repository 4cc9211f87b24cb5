using Xunit;

namespace TensorFrames.Tests;

/// <summary>Golden errors that are not one run of one verb.</summary>
public sealed class ErrorCaseTests
{
    [Theory, EveryRuntime]
    public void Each_bad_photo_is_told_with_its_row(Runtime tf)
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        var golden = new GoldenCase("12_bad_photos");
        using var graph = Graph.Load(golden.Model, tf.Open());
        foreach (var input in golden.Inputs)
        {
            var facts = golden.Json.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty(tf.Version)).ToList();
            foreach (var batch in Frame.From(GoldenTables.Open(input)).ToBatches(cancellationToken: TestContext.Current.CancellationToken))
            {
                for (var i = 0; i < batch.Length; i++)
                {
                    var alone = batch.Slice(i, 1); // shares the memory of the batch
                    var frame = Frame.From(alone).MapRows(graph, new MapOptions { Feeds = golden.Feeds, Fetches = golden.Fetches, Keep = [] });
                    var error = Assert.Throws<RunException>(() => frame.ToBatches(cancellationToken: TestContext.Current.CancellationToken).Count());
                    Assert.Equal((facts[0].GetProperty("code").GetInt32(), 0L, "decode"), (error.Code!.Value, error.Row!.Value, error.Node));
                    Assert.Contains(facts[0].GetProperty("error").GetString()!.Split('\n')[0], error.Message, StringComparison.Ordinal);
                    facts.RemoveAt(0);
                }

                batch.Dispose();
            }

            Assert.Empty(facts);
        }
    }

    [Fact]
    public void A_graph_file_of_two_gigabytes_is_refused_by_its_size()
    {
        using var folder = new Files.Folder();
        using (var sparse = File.Create(folder["big.pb"]))
        {
            sparse.SetLength(1L << 31);
        }

        var error = Assert.Throws<GraphException>(() => Graph.Load(folder["big.pb"]));
        Assert.All(["2 GB", "SavedModel"], word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }
}
