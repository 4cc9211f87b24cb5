using Apache.Arrow;
using static TensorFrames.Tests.Columns.MLlibCells;

namespace TensorFrames.Tests.Columns;

/// <summary>What MLlib's vectors cost on their way in, and vectors on their way out.</summary>
public sealed class MLlibCopyTests
{
    [Theory, EveryRuntime]
    public void Dense_vectors_are_borrowed(Runtime tf) =>
        Gives("[[1, 2], [3, 4], [5, 6]]", Run(tf, Vectors(new([1, 2]), new([3, 4]), new([5, 6])), new MapOptions { NoCopy = true }), borrowed: 48);

    [Theory, EveryRuntime]
    public void Sparse_vectors_are_made_dense_in_one_counted_copy(Runtime tf) =>
        Gives("[[0, 7, 0], [1, 2, 3]]", Run(tf, Vectors(new([7], 3, [1]), new([1, 2, 3]))), copied: 48);

    [Theory, EveryRuntime]
    public void A_dense_slice_beside_sparse_rows_is_not_made_dense(Runtime tf)
    {
        var result = Run(tf, ArrowArrayFactory.Slice(Vectors(new([4], 2, [1]), new([1, 2]), new([3, 4])), 1, 2));
        Gives("[[1, 2], [3, 4]]", result);
        Assert.DoesNotContain(CopyReason.Dense, result.Report.Feeds[0].Reasons.Keys);
    }

    [Theory, EveryRuntime]
    public void Vectors_come_out_where_asked_and_share_the_outputs_memory(Runtime tf)
    {
        var (column, report) = Run(tf, Vectors(new([1, 2]), new([3, 4])), new MapOptions { Vectors = ["y"] });
        Assert.Equal((32L, 0L), (report.Fetches[0].BorrowedBytes, report.Fetches[0].CopiedBytes));
        Assert.Equal("[[1, null, null, [1, 2]], [1, null, null, [3, 4]]]", ArrowCompare.Text(ArrowCompare.Of(column)));
        Gives("[[1, 2], [3, 4]]", Run(tf, column, new MapOptions { NoCopy = true }));
    }

    [Theory, EveryRuntime]
    public void Float32_is_widened_to_vectors_in_a_counted_copy(Runtime tf)
    {
        var (column, report) = Identity.Run(tf, ColumnKind.FixedList(ColumnKind.Floats(4), 2, 2), DType.Float32, new(-1, 2), new MapOptions { Vectors = ["y"] });
        Assert.Equal((0L, 16L), (report.Fetches[0].BorrowedBytes, report.Fetches[0].CopiedBytes));
        Gives("[[0, 0.5], [1, 1.5]]", Run(tf, column));
    }

    [Theory, EveryRuntime]
    public void Other_dtypes_and_ranks_are_no_vectors(Runtime tf)
    {
        var ints = ColumnKind.FixedList(new Int64Array.Builder().AppendRange([1, 2]).Build(), 2, 1);
        Assert.Equal("y", Assert.Throws<PlanException>(() => Identity.Run(tf, ints, DType.Int64, new(-1, 2), new MapOptions { Vectors = ["y"] })).Tensor);
        Assert.Equal("y", Assert.Throws<PlanException>(() => Run(tf, Vectors(new Vector([1])), new MapOptions { Vectors = ["y"] }, new(-1, 1, 1))).Tensor);
        Assert.Equal("z", Assert.Throws<PlanException>(() => Run(tf, Vectors(new Vector([1])), new MapOptions { Vectors = ["z"] })).Tensor);
    }

    private static (IArrowArray Column, ConversionReport Report) Run(Runtime tf, IArrowArray x, MapOptions? options = null, TensorShape? shape = null) =>
        Identity.Run(tf, x, DType.Float64, shape ?? new(-1, -1), options);

    private static void Gives(string cells, (IArrowArray Column, ConversionReport Report) result, long? borrowed = null, long? copied = null)
    {
        Assert.Equal(cells, ArrowCompare.Text(ArrowCompare.Of(result.Column)));
        Assert.Equal(borrowed ?? result.Report.BorrowedBytes, result.Report.BorrowedBytes);
        Assert.Equal(copied ?? result.Report.CopiedBytes, result.Report.CopiedBytes);
    }
}
