using Apache.Arrow;
using Xunit;

namespace TensorFrames.Tests;

/// <summary>Golden error cases of the reduces.</summary>
public sealed class ReduceErrorCaseTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryCase("error", Of = ["reduce_blocks", "reduce_rows"])]
    public void Every_error_is_told_before_anything_runs(GoldenCase golden, Runtime tf)
    {
        foreach (var input in golden.Inputs)
        {
            var error = Assert.Throws<PlanException>(() => Run(golden, tf, input, golden.Json.GetProperty("row_verb").GetString()!));
            Assert.All(golden.ErrorContains, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        }
    }

    private static List<RecordBatch> Run(GoldenCase golden, Runtime tf, string input, string verb)
    {
        using var graph = Graph.Load(golden.Model, tf.Open());
        var frame = Frame.From(GoldenTables.Open(input));
        var options = new ReduceOptions { Feeds = golden.Feeds, Fetches = golden.Fetches };
        return [verb == "reduce_rows" ? frame.ReduceRows(graph, options, cancellationToken: Now) : frame.ReduceBlocks(graph, options, cancellationToken: Now)];
    }
}
