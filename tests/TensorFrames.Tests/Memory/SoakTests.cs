using System.Diagnostics;
using TensorFrames.Aggregation;
using TensorFrames.Tables;
using TensorFrames.Tests.Engine;
using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Verbs;

namespace TensorFrames.Tests.Memory;

/// <summary>Tests that look at what the whole process holds: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>A million batches through maps, rows run one by one and reduces (TFN_FULL=1; else fewer): what is held at the end is what was held after the first tenth.</summary>
[Collection(nameof(Alone))]
public sealed class SoakTests
{
    private static readonly int s_batches = FullRun.Asked ? 1_000_000 : 50_000;

    [Theory, EveryRuntime]
    public void Blocks_of_a_map_leave_memory_and_handles_as_they_were(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var held = new Held(tf);
        var rows = 0L;
        foreach (var batch in Frame.From(new NumberTable(1, s_batches, 2)).MapBlocks(graph, "y").ToBatches(new EngineOptions { Parallelism = 2 }, TestContext.Current.CancellationToken))
        {
            rows += batch.Length;
            batch.Dispose();
            held.Look(rows / 2);
        }

        Assert.Equal(2L * s_batches, rows);
        held.IsFlat();
    }

    [Theory, EveryRuntime]
    public void Rows_run_by_themselves_and_blocks_reduced_leave_them_too(Runtime tf)
    {
        using var map = new GraphBuilder().Placeholder("x", DType.Float64).Int32Scalar("axis", 0)
            .Node("y", "ExpandDims", ["x", "axis"], GraphBuilder.T(DType.Float64), ("Tdim", GraphBuilder.Type(DType.Int32)))
            .Node("z", "Sum", ["y", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32))).Load(tf);
        using var reduce = new GraphBuilder().Blocks("z", "Sum", DType.Float64).Load(tf);
        var held = new Held(tf);
        var frame = Frame.From(new NumberTable(4, s_batches / 4, 1)).MapRows(map, new MapOptions { Fetches = ["z"], Keep = [] });
        var options = new EngineOptions { Parallelism = 2, Progress = new Looked(held) };
        using var result = frame.ReduceBlocks(reduce, new ReduceOptions { Fetches = ["z"] }, options, TestContext.Current.CancellationToken);
        Assert.Equal(s_batches * (s_batches - 1.0) / 2, result.Only("z"));
        held.IsFlat();
    }

    [Theory, EveryRuntime]
    public void Blocks_that_are_aggregated_are_held_within_the_limit(Runtime tf)
    {
        const long Limit = 1 << 20;
        using var graph = ReduceGraphs.SumBlocks(tf);
        var held = new Held(tf);
        var frame = Frame.From(new NumberTable(1, s_batches, 1)).GroupBy("x").Aggregate(graph, new AggregateOptions { Fetches = ["x:0"], MemoryLimit = Limit });
        var (groups, sum) = (0L, 0.0);
        foreach (var batch in frame.ToBatches(new EngineOptions { Parallelism = 2, BlockRows = 1, Progress = new Looked(held) }, TestContext.Current.CancellationToken))
        {
            using (batch)
            {
                groups += batch.Length;
                sum += batch.Values<double>("x:0").ToArray().Sum();
            }
        }

        Assert.Equal((s_batches, s_batches * (s_batches - 1.0) / 2), (groups, sum));
        held.IsFlat(Limit);
    }

    [Fact]
    public void A_row_that_is_held_takes_about_what_is_counted()
    {
        const int Count = 20_000;
        var pool = new TensorFrames.Ipc.BlockPool(maxIdleBytes: 0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        List<RowSet> sets = [];
        List<RowSlice> slices = [];
        for (var i = 0; i < Count; i++)
        {
            sets.Add(new RowSet(pool, 1, [new CellForm(DType.Float64, [])], -1, [0]));
            slices.Add(new RowSlice(sets[^1], 0, 1));
        }

        var taken = GC.GetTotalMemory(forceFullCollection: true) - before + pool.LiveBytes;
        var counted = sets.Sum(s => s.Bytes) + (slices.Count * RowSlice.OwnBytes);
        sets.ForEach(s => s.Dispose());
        Assert.InRange(taken, counted / 3, counted);
    }

    private sealed class Looked(Held held) : IProgress<FrameProgress>
    {
        public void Report(FrameProgress value) => held.Look(value.Blocks);
    }

    /// <summary>What the process held after a tenth of the batches, and what it holds at the end.</summary>
    private sealed class Held(Runtime tf)
    {
        private readonly Lock _gate = new();
        private (long Managed, long Native, long Resident, int Handles)? _early;
        private long _most;
        private long _next = s_batches / 10;

        internal void Look(long batches)
        {
            if (batches < Volatile.Read(ref _next))
            {
                return;
            }

            lock (_gate)
            {
                _early ??= Now();
                _most = Math.Max(_most, GC.GetTotalMemory(forceFullCollection: true));
                _next += s_batches / 10;
            }
        }

        /// <param name="swing">By how much managed memory may come and go between.</param>
        internal void IsFlat(long swing = 1 << 20)
        {
            var (early, late) = (_early!.Value, Now());
            Assert.InRange(_most - early.Managed, long.MinValue, swing + (1 << 20));
            Assert.InRange(late.Managed - early.Managed, long.MinValue, 1 << 20);
            Assert.InRange(late.Native - early.Native, long.MinValue, 64 << 10);
            Assert.InRange(late.Handles - early.Handles, int.MinValue, 4);
            Assert.InRange(late.Resident - early.Resident, long.MinValue, 48 << 20);
        }

        private (long Managed, long Native, long Resident, int Handles) Now()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            using var process = Process.GetCurrentProcess();
            return (GC.GetTotalMemory(forceFullCollection: true), tf.Open().Counters.LiveBytes, process.WorkingSet64, Directory.GetFiles("/proc/self/fd").Length);
        }
    }
}
