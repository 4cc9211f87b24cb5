using Apache.Arrow;
using Xunit;

namespace TensorFrames.Tests;

/// <summary>Golden cases of the reduces: every form of the input gives Python TensorFlow's result, on every runtime, whatever the threads.</summary>
public sealed class ReduceCaseTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryCase("reduce_blocks", "reduce_rows")]
    public void Every_input_gives_the_expected_row(GoldenCase golden, Runtime tf)
    {
        Assert.True(golden.RunsOn(tf.Version));
        foreach (var (input, threads) in golden.Inputs.SelectMany(input => new[] { 1, 3 }.Select(threads => (input, threads))))
        {
            MapCaseTests.SameAsExpected(golden, Path.GetFileName(input), Run(golden, tf, input, golden.Verb, threads));
        }
    }

    [Theory, EveryCase("error", Of = ["reduce_blocks", "reduce_rows"])]
    public void Every_error_is_told_before_anything_runs(GoldenCase golden, Runtime tf)
    {
        foreach (var input in golden.Inputs)
        {
            var error = Assert.Throws<PlanException>(() => Run(golden, tf, input, golden.Json.GetProperty("row_verb").GetString()!, 1));
            Assert.All(golden.ErrorContains, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        }
    }

    private static List<RecordBatch> Run(GoldenCase golden, Runtime tf, string input, string verb, int threads)
    {
        using var graph = Graph.Load(golden.Model, tf.Open());
        var frame = Frame.From(GoldenTables.Open(input));
        if (golden.Json.TryGetProperty("order_sensitive", out var ordered) && ordered.GetBoolean())
        {
            frame = frame.Repartition(1);
        }

        var options = new ReduceOptions { Feeds = golden.Feeds, Fetches = golden.Fetches };
        var engine = new EngineOptions { Parallelism = threads };
        return [verb == "reduce_rows" ? frame.ReduceRows(graph, options, engine, Now) : frame.ReduceBlocks(graph, options, engine, Now)];
    }
}
