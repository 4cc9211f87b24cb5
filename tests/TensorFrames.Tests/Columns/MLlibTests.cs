using Apache.Arrow;
using static TensorFrames.Tests.Columns.MLlibColumns;

namespace TensorFrames.Tests.Columns;

/// <summary>MLlib's vectors and matrices as tensors, and vectors back.</summary>
public sealed class MLlibTests
{
    [Theory, EveryRuntime]
    public void Dense_vectors_are_borrowed(Runtime tf) =>
        Gives("[[1, 2], [3, 4], [5, 6]]", Run(tf, Vectors(Dense(1, 2), Dense(3, 4), Dense(5, 6)), new MapOptions { NoCopy = true }), borrowed: 48);

    [Theory, EveryRuntime]
    public void Sparse_vectors_are_made_dense_in_one_counted_copy(Runtime tf) =>
        Gives("[[0, 7, 0], [1, 2, 3], [0, 0, 0]]", Run(tf, Vectors(Sparse(3, [1], [7]), Dense(1, 2, 3), Sparse(3, [], []))), copied: 72);

    [Theory, EveryRuntime]
    public void Slices_of_either_kind_have_their_own_rows(Runtime tf)
    {
        Gives("[[3, 4], [5, 6]]", Run(tf, ArrowArrayFactory.Slice(Vectors(Dense(1, 2), Dense(3, 4), Dense(5, 6), Dense(9, 9)), 1, 2)));
        Gives("[[0, 4], [5, 6]]", Run(tf, ArrowArrayFactory.Slice(Vectors(Dense(1, 2), Sparse(2, [1], [4]), Dense(5, 6), Dense(9, 9)), 1, 2)));
    }

    [Theory, EveryRuntime]
    public void Dense_slices_that_stand_apart_from_sparse_rows_are_dense(Runtime tf) =>
        Assert.Equal(0, Run(tf, ArrowArrayFactory.Slice(Vectors(Sparse(2, [1], [4]), Dense(1, 2), Dense(3, 4)), 1, 2)).Report.Feeds[0].Reasons.GetValueOrDefault(CopyReason.Dense));

    [Theory, EveryRuntime]
    public void A_null_vector_is_an_error_or_filled(Runtime tf)
    {
        var column = Vectors(Dense(1, 2), null, Sparse(2, [0], [5]));
        Assert.Equal(("x", 1L), Facts(Assert.Throws<BlockException>(() => Run(tf, column))));
        Gives("[[1, 2], [-1, -1], [5, 0]]", Run(tf, column, new MapOptions { DefaultNulls = NullPolicy.Fill(-1) }));
    }

    [Theory, EveryRuntime]
    public void Vectors_of_two_sizes_point_to_map_rows(Runtime tf)
    {
        Assert.Contains("MapRows", Assert.Throws<BlockException>(() => Run(tf, Vectors(Dense(1, 2), Dense(3)))).Message, StringComparison.Ordinal);
        Assert.Contains("MapRows", Assert.Throws<BlockException>(() => Run(tf, Vectors(Sparse(2, [], []), Dense(3)))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void Indices_that_do_not_fit_are_refused(Runtime tf)
    {
        Assert.Equal("x", Assert.Throws<BlockException>(() => Run(tf, Vectors(Sparse(2, [2], [1])))).Column);
        Assert.Equal("x", Assert.Throws<BlockException>(() => Run(tf, Vectors(Sparse(2, [-1], [1])))).Column);
        Assert.Equal("x", Assert.Throws<BlockException>(() => Run(tf, Vectors(Sparse(2, [0, 1], [1])))).Column);
        Assert.Equal("x", Assert.Throws<BlockException>(() => Run(tf, Vectors(Sparse(-2, [], [])))).Column);
    }

    [Theory, EveryRuntime]
    public void Matrices_of_every_layout_are_row_major_tensors(Runtime tf) => Gives(
        "[[[1, 3, 5], [2, 4, 6]], [[1, 2, 3], [4, 5, 6]], [[0, 8, 0], [7, 0, 9]], [[0, 8, 0], [7, 0, 9]]]",
        Run(
            tf,
            Matrices(
                DenseMatrix(2, 3, transposed: false, 1, 2, 3, 4, 5, 6),
                DenseMatrix(2, 3, transposed: true, 1, 2, 3, 4, 5, 6),
                SparseMatrix(2, 3, transposed: false, [0, 1, 2, 3], [1, 0, 1], [7, 8, 9]),
                SparseMatrix(2, 3, transposed: true, [0, 1, 3], [1, 0, 2], [8, 7, 9])),
            shape: new(-1, 2, 3)));

    [Theory, EveryRuntime]
    public void Vectors_come_out_where_asked_and_share_the_outputs_memory(Runtime tf)
    {
        var (column, report) = Run(tf, Vectors(Dense(1, 2), Dense(3, 4)), new MapOptions { Vectors = ["y"] });
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
        Assert.Equal("y", Assert.Throws<PlanException>(() => Run(tf, Vectors(Dense(1)), new MapOptions { Vectors = ["y"] }, new(-1, 1, 1))).Tensor);
        Assert.Equal("z", Assert.Throws<PlanException>(() => Run(tf, Vectors(Dense(1)), new MapOptions { Vectors = ["z"] })).Tensor);
    }

    private static (IArrowArray Column, ConversionReport Report) Run(Runtime tf, IArrowArray x, MapOptions? options = null, TensorShape? shape = null) =>
        Identity.Run(tf, x, DType.Float64, shape ?? new(-1, -1), options);

    private static (string? Column, long? Row) Facts(TensorFramesException error) => (error.Column, error.Row);

    private static void Gives(string cells, (IArrowArray Column, ConversionReport Report) result, long? borrowed = null, long? copied = null)
    {
        Assert.Equal(cells, ArrowCompare.Text(ArrowCompare.Of(result.Column)));
        Assert.Equal(borrowed ?? result.Report.BorrowedBytes, result.Report.BorrowedBytes);
        Assert.Equal(copied ?? result.Report.CopiedBytes, result.Report.CopiedBytes);
    }
}
