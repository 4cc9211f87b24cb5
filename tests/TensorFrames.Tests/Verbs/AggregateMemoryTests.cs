using Apache.Arrow;
using TensorFrames.Tables;
using TensorFrames.Tests.Files;
using TensorFrames.Tests.Graphs;
using Xunit;
using static TensorFrames.Tests.Verbs.ReduceGraphs;

namespace TensorFrames.Tests.Verbs;

/// <summary>The memory limit: groups larger than it are combined piece by piece, more groups than it holds are spilled, and nothing of it stays.</summary>
public sealed class AggregateMemoryTests
{
    private const long Limit = 2L << 20;
    private const int Rows = 1_000_000;
    private static readonly EngineOptions s_engine = new() { BlockRows = 4_096, Parallelism = 2 };
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryRuntime]
    public void A_group_larger_than_memory_is_combined_piece_by_piece(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        using var folder = new Folder();
        var frame = Frame.From(new KeyedNumbers(Rows, _ => 7)).GroupBy("k").Aggregate(graph, Options(folder));
        Assert.Equal($"[7, {Rows * (Rows - 1L) / 2}]", frame.Rows(s_engine).Text());
        Assert.Equal((0L, (long)Rows), (frame.Counts().SpilledBytes, frame.Counts().Rows));
        Assert.InRange(frame.Counts().Compactions, Rows * 16 / Limit, 100);
        Assert.InRange(frame.Counts().PeakBytes, 1, 2 * Limit);
    }

    [Theory, EveryRuntime]
    public void More_groups_than_memory_holds_are_spilled_and_come_back(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        using var folder = new Folder();
        var frame = Frame.From(new KeyedNumbers(Rows, row => row % (Rows / 2))).GroupBy("k").Aggregate(graph, Options(folder));
        long groups = 0;
        foreach (var batch in frame.ToBatches(s_engine, Now))
        {
            using (batch)
            {
                var keys = batch.Values<long>("k");
                var sums = batch.Values<double>("x");
                for (var i = 0; i < keys.Length; i++)
                {
                    Assert.Equal((2.0 * keys[i]) + (Rows / 2), sums[i]);
                }

                groups += batch.Length;
            }
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["."]));
        Assert.Equal(Rows / 2, groups);
        Assert.InRange(frame.Counts().SpilledBytes, Rows / 2 * 16, Rows * 20);
        Assert.InRange(frame.Counts().PeakBytes, 1, 2 * Limit);
        Assert.Equal(0, frame.Counts().HeldBytes);
    }

    [Theory, EveryRuntime]
    public void Threads_that_reduce_at_once_share_the_limit(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        using var folder = new Folder();
        var frame = Frame.From(new KeyedNumbers(Rows / 4, row => row % 8)).GroupBy("k").Aggregate(graph, Options(folder) with { EachGroup = true });
        Assert.Equal(8, frame.Rows(new EngineOptions { BlockRows = 128, Parallelism = 8 }).Count);
        Assert.True(frame.Counts().Compactions > 3);
        Assert.InRange(frame.Counts().PeakBytes, 1, Limit);
    }

    [Theory, EveryRuntime]
    public void Blocks_of_a_row_count_for_the_objects_that_hold_them(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        using var folder = new Folder();
        const int Batches = 30_000;
        var frame = Frame.From(new KeyedNumbers(Batches, _ => 7)).GroupBy("k").Aggregate(graph, Options(folder));
        Assert.Equal($"[7, {Batches * (Batches - 1L) / 2}]", frame.Rows(new EngineOptions { BlockRows = 1, Parallelism = 1 }).Text());

        // Their cells alone, at 128 bytes, would be reduced thrice.
        Assert.InRange(frame.Counts().Compactions, Batches * 600L / (Limit / 2), Batches * 1_200L / (Limit / 2));
    }

    [Theory, EveryRuntime]
    public void Cells_larger_than_the_limit_are_aggregated_all_the_same(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("x", "Max", DType.Float64, 1_000).Load(tf);
        using var folder = new Folder();
        var cells = Columns.ColumnKind.FixedList(Doubles(Enumerable.Range(0, 60_000).Select(i => (double)i)), 1_000, 60);
        var frame = Grouped.Cut([("k", Ints([.. Enumerable.Range(0, 60).Select(i => i % 7)])), ("x", cells)], 2, 11, 40).GroupBy("k")
            .Aggregate(graph, new AggregateOptions { Fetches = ["x"], MemoryLimit = 100, SpillFolder = folder["."] });
        Assert.All(frame.Rows(), r => Assert.Equal((53 + (int)(decimal)r[0]! + (((int)(decimal)r[0]! < 4) ? 3 : -4)) * 1_000.0, ((List<object?>)r[1]!)[0]));
        Assert.True(frame.Counts().SpilledBytes > 0);
    }

    [Theory, EveryRuntime]
    public void Whoever_leaves_or_stops_in_the_middle_leaves_nothing(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        using var folder = new Folder();
        foreach (var threads in new[] { 1, 3 })
        {
            var frame = Frame.From(new KeyedNumbers(Rows / 4, row => row)).GroupBy("k").Aggregate(graph, Options(folder));
            foreach (var batch in frame.ToBatches(s_engine with { Parallelism = threads }, Now))
            {
                batch.Dispose();
                break;
            }

            Assert.True(frame.Counts().SpilledBytes > 0);
            Assert.Equal(0, frame.Counts().HeldBytes);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Now);
            var engine = s_engine with { Parallelism = threads, Progress = new Stopper(stop, Rows / 8) };
            Assert.ThrowsAny<OperationCanceledException>(() => frame.ToBatches(engine, stop.Token).Count());
            Assert.Equal(0, frame.Counts().HeldBytes);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder["."]));
        }
    }

    private static AggregateOptions Options(Folder folder) => new() { Fetches = ["x"], MemoryLimit = Limit, SpillFolder = folder["."] };

    private sealed class Stopper(CancellationTokenSource stop, long rows) : IProgress<FrameProgress>
    {
        public void Report(FrameProgress value)
        {
            if (value.Rows >= rows)
            {
                stop.Cancel();
            }
        }
    }

    /// <summary>Rows k (by their number) and x = 0, 1, …, made while they are read.</summary>
    private sealed class KeyedNumbers(int rows, Func<int, long> keyOf) : TensorFrames.Tables.Table
    {
        private const int BatchRows = 4_096;

        public override Schema Schema { get; } = new([new Field("k", Apache.Arrow.Types.Int64Type.Default, nullable: false), new Field("x", Apache.Arrow.Types.DoubleType.Default, nullable: false)], null);

        public override IReadOnlyList<Partition> Partitions => [new Part(this)];

        private sealed class Part(KeyedNumbers table) : Partition
        {
            public override string Name => "numbers";

            public override BatchReader Open(IReadOnlyList<string>? columns = null) => new Reader(table);
        }

        private sealed class Reader(KeyedNumbers table) : BatchReader
        {
            private int _row;

            public override Schema Schema => table.Schema;

            public override RecordBatch? Read(CancellationToken cancellationToken)
            {
                var numbers = Enumerable.Range(_row, Math.Min(BatchRows, table.Rows - _row)).ToArray();
                _row += numbers.Length;
                return numbers.Length == 0 ? null
                    : new RecordBatch(Schema, [new Int64Array.Builder().AppendRange(numbers.Select(table.KeyOf)).Build(), new DoubleArray.Builder().AppendRange(numbers.Select(n => (double)n)).Build()], numbers.Length);
            }
        }

        private int Rows => rows;

        private long KeyOf(int row) => keyOf(row);
    }
}
