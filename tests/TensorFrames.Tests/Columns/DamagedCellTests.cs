using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Verbs;
using Xunit;

namespace TensorFrames.Tests.Columns;

/// <summary>Batches whose offsets lie are refused wherever managed code reads them: nothing beyond a buffer is touched.</summary>
public sealed class DamagedCellTests
{
    [Theory, EveryRuntime]
    public void Text_offsets_that_pass_the_text_are_refused_by_an_aggregate_and_a_reduce(Runtime tf)
    {
        using var graph = ReduceGraphs.First(tf, DType.String, new TensorShape(-1));
        foreach (var offsets in new int[][] { [0, 1_000_000, 5], [4, 2, 3], [-4, 0, 3], [0, 3, 1_000_000] })
        {
            var frame = Tables.Frame(("k", new Int32Array.Builder().Append(1).Append(2).Build()), ("x", Text(offsets)));
            var error = Assert.Throws<BlockException>(() => frame.GroupBy("k").Aggregate(graph, "x").ToBatches(cancellationToken: TestContext.Current.CancellationToken).Count());
            Assert.Contains("Column 'x'", error.Message, StringComparison.Ordinal);
        }

        var one = Tables.Frame(("x", Text([0, 1_000_000])));
        Assert.Throws<BlockException>(() => one.ReduceBlocks(graph, "x"));
    }

    [Theory, EveryRuntime]
    public void Raw_cells_before_or_behind_their_buffer_are_refused(Runtime tf)
    {
        using var graph = new GraphBuilder().Placeholder("x", DType.Float64, -1, 1).Node("y", "Neg", ["x"], GraphBuilder.T(DType.Float64)).Load(tf);
        foreach (var offsets in new int[][] { [-8, 0, 8], [8, 16, 24] })
        {
            var data = new ArrayData(BinaryType.Default, 2, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer.Builder<int>().AppendRange(offsets).Build(), new ArrowBuffer(new byte[16])]);
            var frame = Tables.Frame(("x", ArrowArrayFactory.BuildArray(data))).MapBlocks(graph, "y");
            var error = Assert.Throws<BlockException>(() => frame.ToBatches(cancellationToken: TestContext.Current.CancellationToken).Count());
            Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        }
    }

    private static IArrowArray Text(int[] offsets) => ArrowArrayFactory.BuildArray(new ArrayData(
        StringType.Default, offsets.Length - 1, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer.Builder<int>().AppendRange(offsets).Build(), new ArrowBuffer("abc"u8.ToArray())]));
}
