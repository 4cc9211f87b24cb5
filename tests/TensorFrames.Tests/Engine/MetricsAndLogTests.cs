using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Engine;

/// <summary>What meters and loggers are told.</summary>
public sealed class MetricsAndLogTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    // Other tests run meanwhile and measure too: these runs are told by their odd sizes.
    [Theory, EveryRuntime]
    public void Rows_blocks_bytes_and_time_are_measured(Runtime tf)
    {
        const int Rows = 131;
        var seen = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == "TensorFrames")
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            if (value is Rows or (Rows * 8) || instrument.Name == "tensorframes.blocks")
            {
                seen.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            }
        });
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen.TryAdd(instrument.Name, value > 0 ? 1 : 0));
        listener.Start();

        using var graph = SmallGraphs.AddThree(tf);
        Run(Frame.From(new NumberTable(2, 3, Rows)).MapBlocks(graph, "y"), new EngineOptions());
        Run(Frame.From(new NumberTable(1, 1, Rows + 1)).MapBlocks(graph, "y"), new EngineOptions { BlockRows = Rows, Parallelism = 1 });
        Assert.Equal(7 * Rows, seen["tensorframes.rows"]);
        Assert.InRange(seen["tensorframes.blocks"], 8, long.MaxValue);
        Assert.Equal(7 * Rows * 8, seen["tensorframes.borrowed"]);
        Assert.Equal(1, seen["tensorframes.block.duration"]);

        var slices = Frame.From(new NumberTable(1, 1, 2 * Rows)).MapBlocks(graph, "y");
        Run(slices, new EngineOptions { BlockRows = Rows, Parallelism = 1 });
        Assert.Equal(Rows * 8, seen["tensorframes.copied"]);
    }

    [Theory, EveryRuntime]
    public void A_run_is_a_line_and_a_partition_two(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        foreach (var threads in new[] { 1, 2 })
        {
            var log = new LogLines();
            Run(Frame.From(new NumberTable(2, 3, 5)).MapBlocks(graph, "y"), new EngineOptions { Logger = log, Parallelism = threads });
            Assert.StartsWith("Run is done: 30 rows in 6 blocks of 2 partitions, ", Assert.Single(log.At(LogLevel.Information)), StringComparison.Ordinal);
            Assert.Equal(
                ["Partition part 0 begins", "Partition part 0 is read: 15 rows in 3 blocks", "Partition part 1 begins", "Partition part 1 is read: 15 rows in 3 blocks"],
                log.At(LogLevel.Debug).Order(StringComparer.Ordinal));
        }
    }

    [Theory, EveryRuntime]
    public void Loading_a_library_and_a_graph_is_told(Runtime tf)
    {
        var log = new LogLines();
        using var runtime = TensorFlowRuntime.Load(new LibTensorFlowOptions { Path = tf.LibraryPath, Logger = log });
        using var graph = Graph.Load(new GraphBuilder().Placeholder("x", DType.Float64, -1).Node("y", "Neg", ["x"], GraphBuilder.T(DType.Float64)).Bytes, runtime);
        Assert.Contains(log.At(LogLevel.Debug), line => line.Contains(tf.LibraryPath, StringComparison.Ordinal));
        var lines = log.At(LogLevel.Information);
        Assert.Equal(2, lines.Count);
        Assert.StartsWith($"libtensorflow {tf.Version} is loaded from ", lines[0], StringComparison.Ordinal);
        Assert.Equal($"Graph graph ({graph.Hash}) is loaded into TensorFlow {tf.Version}: 2 nodes, 1 placeholders, 1 outputs, stateful: False", lines[1]);
    }

    private static void Run(Frame frame, EngineOptions options)
    {
        foreach (var batch in frame.ToBatches(options, Now))
        {
            batch.Dispose();
        }
    }
}
