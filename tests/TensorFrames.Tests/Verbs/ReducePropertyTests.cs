using Apache.Arrow;
using CsCheck;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Graphs;
using Xunit;
using static TensorFrames.Tests.Verbs.ReduceGraphs;

namespace TensorFrames.Tests.Verbs;

/// <summary>A reduce gives the same whatever the batches, blocks, partitions and threads; and every dtype and rank comes through.</summary>
public sealed class ReducePropertyTests
{
    private static readonly Gen<(double[] Values, int[] Cuts, int Partitions, int BlockRows, int Threads)> s_any = Gen.Select(
        Gen.Double[-1e6, 1e6].Array[1, 400], Gen.Int[0, 400].Array[0, 8], Gen.Int[1, 5], Gen.Int[1, 150], Gen.Int[1, 3]);

    [Theory, EveryRuntime]
    public void A_sum_and_a_maximum_do_not_depend_on_the_batching(Runtime tf)
    {
        using var sum = new GraphBuilder().Blocks("x", "Sum", DType.Float64).Blocks("m", "Max", DType.Float64).Load(tf);
        using var rows = new GraphBuilder().Rows("x", "Add", DType.Float64).Rows("m", "Maximum", DType.Float64).Load(tf);
        s_any.Sample(
            c =>
            {
                var frame = Cut(Doubles(c.Values), c.Partitions, c.Cuts);
                var engine = new EngineOptions { BlockRows = c.BlockRows, Parallelism = c.Threads };
                var feeds = new Dictionary<string, string>(StringComparer.Ordinal) { ["m_input"] = "x" };
                using var blocks = frame.ReduceBlocks(sum, new ReduceOptions { Fetches = ["x", "m"], Feeds = feeds }, engine);
                using var pairs = frame.ReduceRows(rows, new ReduceOptions { Fetches = ["x", "m"], Feeds = new Dictionary<string, string> { ["m_1"] = "x" } }, engine);
                return Is(blocks, c.Values) && Is(pairs, c.Values);
            },
            iter: 150,
            threads: 1);
    }

    [Theory, EveryRuntime]
    public void The_number_of_threads_does_not_change_a_bit(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        s_any.Sample(
            c =>
            {
                var frame = Cut(Doubles(c.Values), c.Partitions, c.Cuts);
                object? Of(int threads) => frame.ReduceBlocks(graph, new ReduceOptions(), new EngineOptions { BlockRows = c.BlockRows, Parallelism = threads }).Only();
                return Of(1)!.Equals(Of(4));
            },
            iter: 100,
            threads: 1);
    }

    [Theory, EveryRuntime]
    public void The_first_and_the_last_row_of_any_column_come_through(Runtime tf) => Gen.Select(RandomColumn.Any, Gen.Int[0, 70].Array[0, 4], Gen.Int[1, 3]).Sample(
        (c, cuts, partitions) =>
        {
            var column = c.Make();
            var filled = ArrowCompare.Of(Identity.Run(tf, column, c.DType, c.Shape, c.Options).Column);
            var options = new ReduceOptions { DefaultNulls = c.Options.DefaultNulls, Binary = c.DType == DType.String ? ["x"] : [] };
            var frame = Cut(column, partitions, cuts);
            using var first = First(tf, c.DType, c.Shape);
            using var one = Either(tf, 1, c.DType, c.Shape.Cell);
            using var last = Either(tf, 2, c.DType, c.Shape.Cell);
            return ArrowCompare.Same(filled[0], frame.ReduceBlocks(first, options).Only())
                && ArrowCompare.Same(filled[0], frame.ReduceRows(one, options).Only())
                && ArrowCompare.Same(filled[^1], frame.ReduceRows(last, options).Only());
        },
        iter: 150,
        threads: 1);

    private static bool Is(RecordBatch result, double[] values) =>
        ((DoubleArray)result.Column("m")).Values[0] == values.Max()
        && Math.Abs(((DoubleArray)result.Column("x")).Values[0] - values.Sum()) <= 1e-9 * values.Sum(Math.Abs);
}
