using Xunit;

namespace TensorFrames.Tests;

/// <summary>Golden error cases of the map verbs: each ends in an error that says what the case asks for, never in a crash.</summary>
public sealed class ErrorCaseTests
{
    [Theory, EveryCase("error", Of = ["map_blocks", "map_blocks_trimmed"])]
    public void Every_error_is_told(GoldenCase golden, Runtime tf)
    {
        // TensorFlow 2.x itself gives INT_MIN for INT_MIN / -1, which is as good.
        if (golden.Name == "10_int_min_div" && !golden.RunsOn(tf.Version))
        {
            Assert.NotEmpty(GoldenMaps.Run(golden, tf, golden.Inputs[0]));
            return;
        }

        var inputs = golden.Inputs.Length == 0 ? throw new NotSupportedException(golden.Name) : golden.Inputs;
        foreach (var input in inputs)
        {
            var error = Assert.ThrowsAny<TensorFramesException>(() => GoldenMaps.Run(golden, tf, input));
            Assert.True(error.Stage <= golden.Stage, $"{error.Stage}: {error.Message}");
            Assert.All(golden.ErrorContains, word => Assert.Contains(word, error.Message, StringComparison.OrdinalIgnoreCase));
        }
    }

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
