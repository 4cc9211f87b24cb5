using System.Text.Json;
using Apache.Arrow;
using Xunit;

namespace TensorFrames.Tests;

/// <summary>Golden cases of aggregate: every form of the input gives Python TensorFlow's groups, on every runtime, whatever the threads.</summary>
public sealed class AggregateCaseTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryCase("aggregate")]
    public void Every_input_gives_the_expected_groups(GoldenCase golden, Runtime tf)
    {
        Assert.True(golden.RunsOn(tf.Version));
        using var graph = Graph.Load(golden.Model, tf.Open());
        var expected = Groups(GoldenResult.Read(golden.Expected), golden);
        foreach (var (input, threads) in golden.Inputs.SelectMany(input => new[] { 1, 3 }.Select(threads => (input, threads))))
        {
            var options = new AggregateOptions { Feeds = golden.Feeds, Fetches = golden.Fetches };
            var frame = Frame.From(GoldenTables.Open(input)).GroupBy(Keys(golden)).Aggregate(graph, options);
            var batches = frame.ToBatches(new EngineOptions { Parallelism = threads }, Now).ToList();
            Assert.Equal([.. Keys(golden), .. golden.Fetches.Order(StringComparer.Ordinal)], frame.Schema!.FieldsList.Select(f => f.Name));
            Assert.All(Keys(golden), key => Assert.Equal(GoldenTables.Open(input).Schema.GetFieldByName(key).DataType.TypeId, frame.Schema.GetFieldByName(key).DataType.TypeId));
            var groups = Groups(batches, golden);
            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), groups.Keys.Order(StringComparer.Ordinal));
            Assert.All(expected, group => Assert.True(
                ArrowCompare.Same(group.Value, groups[group.Key], golden.RelativeTolerance, golden.AbsoluteTolerance), $"{Path.GetFileName(input)} {group.Key}: {ArrowCompare.Text(groups[group.Key])}, wanted {ArrowCompare.Text(group.Value)}"));
        }
    }

    private static string[] Keys(GoldenCase golden) => golden.Json.GetProperty("key") is { ValueKind: JsonValueKind.Array } keys
        ? [.. keys.EnumerateArray().Select(k => k.GetString()!)] : [golden.Json.GetProperty("key").GetString()!];

    // Any order is right: by the keys' text.
    private static Dictionary<string, List<object?>> Groups(List<RecordBatch> batches, GoldenCase golden)
    {
        var groups = new Dictionary<string, List<object?>>(StringComparer.Ordinal);
        foreach (var batch in batches)
        {
            var keys = Keys(golden).Select(k => ArrowCompare.Of(batch.Column(k))).ToList();
            var fetches = golden.Fetches.Select(f => ArrowCompare.Of(batch.Column(f))).ToList();
            for (var row = 0; row < batch.Length; row++)
            {
                groups.Add(string.Join(", ", keys.Select(k => ArrowCompare.Text(k[row]))), [.. fetches.Select(f => f[row])]);
            }

            batch.Dispose();
        }

        return groups;
    }
}
