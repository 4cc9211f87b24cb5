using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Verbs;
using Xunit;
using static TensorFrames.Tests.Verbs.RowTables;

namespace TensorFrames.Tests.Frames;

/// <summary>What a frame will do is told without doing it.</summary>
public sealed class ExplainTests
{
    [Theory, EveryRuntime]
    public void Each_verb_is_told_in_words_and_nothing_is_read(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("x", DType.Float64, -1).Placeholder("s", DType.Float64).Node("y", "Mul", ["x", "s"], GraphBuilder.T(DType.Float64)).Bytes, tf.Open());
        using var sum = new GraphBuilder().Blocks("y", "Sum", DType.Float64, -1).Load(tf);
        var options = new MapOptions { Fetches = ["y"], Feeds = new Dictionary<string, string> { ["x"] = "v" }, Constants = new Dictionary<string, TensorValue> { ["s"] = TensorValue.Scalar(2.0) }, Keep = ["k"] };
        var runs = graph.Runtime.Counters.Runs;
        var frame = Columns.Tables.Frame(("k", Doubles(1, 2)), ("v", Lists([1, 2], [3, 4]))).Analyze(cancellationToken: Now).MapRows(graph, options);
        Assert.Equal(
            $$"""
            table of 1 partition
            map_rows of {{graph.Source}} (TensorFlow {{tf.Version}})
              feed   x (float64 [2]) from column 'v' (list<float64>): borrowed where rows are stacked, and cells that begin on a 64-byte boundary
              const  s (float64 [])
              fetch  y (float64 [?,?]) as list<float64>
              keep   k
              runs   once a block whose cells have one shape, since every op is element-wise; else once a row

            """, frame.ExplainText());
        var verbs = frame.PlanReduceBlocks(sum, new ReduceOptions { Fetches = ["y"] }).Explain();
        Assert.Equal(["map_rows", "reduce_blocks"], verbs.Select(v => v.Verb));
        Assert.Equal(("y_input", new TensorShape(-1, -1), CopyReason.None), (verbs[1].Feeds[0].Placeholder, verbs[1].Feeds[0].Shape, verbs[1].Feeds[0].Expected));
        Assert.Equal(runs, graph.Runtime.Counters.Runs);
    }

    [Theory, EveryRuntime]
    public void Aggregates_tell_their_keys_and_what_came_before(Runtime tf)
    {
        using var sum = ReduceGraphs.SumBlocks(tf);
        var groups = Columns.Tables.Frame(("k", Doubles(1, 2)), ("x", Doubles(3, 4))).GroupBy("k").Aggregate(sum, "x");
        var verb = Assert.Single(groups.Explain());
        Assert.Equal(("aggregate", "k", "x", CopyReason.Grouped), (verb.Verb, verb.Columns.Single(), verb.Fetches.Single().Column, verb.Feeds.Single().Expected));
        Assert.Contains("  keys   k\n", verb.ToString(), StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void What_is_expected_to_be_copied_is_what_is_copied(Runtime tf)
    {
        foreach (var kind in Columns.ColumnKind.All)
        {
            using var graph = Identity.Graph(tf, kind.DType, kind.Shape);
            var frame = Columns.Tables.Frame(("x", kind.Make())).MapBlocks(graph, new MapOptions { Fetches = ["y"], Binary = kind.DType == DType.String ? ["y"] : [] });
            var expected = frame.Explain()[0].Feeds[0].Expected;
            frame.ToBatches(cancellationToken: Now).ToList().ForEach(b => b.Dispose());
            var feed = frame.Reports[0].Feeds[0];

            // Bytes of fixed size are borrowed behind offsets that are made; no values are nothing to copy.
            Assert.True(
                feed.Reasons.Keys.Append(CopyReason.None).Contains(expected) && (feed.Reasons.Count == 0) == (expected == CopyReason.None) || feed.CopiedBytes + feed.BorrowedBytes == 0,
                $"{kind}: {expected} expected, {string.Join(", ", feed.Reasons.Keys)} found");
        }
    }

    [Theory, EveryRuntime]
    public void An_open_rank_is_told_as_such(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.Float64, TensorShape.Unknown);
        var fetch = Columns.Tables.Frame(("x", Doubles(1))).MapBlocks(graph, "y").Explain()[0].Fetches[0];
        Assert.Equal((TensorShape.Unknown, null), (fetch.Shape, fetch.Type));
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;
}
