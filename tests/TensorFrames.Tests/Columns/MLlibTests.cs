using Apache.Arrow;
using Apache.Arrow.Types;
using Xunit;
using static TensorFrames.Tests.Columns.MLlibCells;

namespace TensorFrames.Tests.Columns;

/// <summary>MLlib's structs, dense and sparse mixed, and what is wrong with some.</summary>
public sealed class MLlibTests
{
    private static readonly TensorShape Open = new(-1, -1);

    [Theory, EveryRuntime]
    public void Dense_and_sparse_vectors_become_rows_of_one_tensor(Runtime tf) =>
        Gives(tf, Vectors(new([1, 2, 3]), new([7], 3, [1]), new([], 3, [])), Open, "[1, 2, 3]", "[0, 7, 0]", "[0, 0, 0]");

    [Theory, EveryRuntime]
    public void Sliced_vectors_begin_where_the_slice_does(Runtime tf) =>
        Gives(tf, ArrowArrayFactory.Slice(Vectors(new([1, 2]), null, new([7], 2, [1]), new([3, 4]), new([5, 6])), 2, 2), Open, "[0, 7]", "[3, 4]");

    [Theory, EveryRuntime]
    public void Vectors_of_no_values_are_cells_of_size_0(Runtime tf) => Gives(tf, Vectors(new([]), new([], 0, [])), Open, "[]", "[]");

    [Theory, EveryRuntime]
    public void Null_vectors_are_filled_in_the_others_size(Runtime tf) =>
        Gives(tf, Vectors(null, new([1, 2]), null), Open, NullPolicy.Fill(9), "[9, 9]", "[1, 2]", "[9, 9]");

    [Theory, EveryRuntime]
    public void Null_vectors_alone_take_the_placeholders_size_or_are_refused(Runtime tf)
    {
        Gives(tf, Vectors(null, null), new(-1, 2), NullPolicy.Fill(9), "[9, 9]", "[9, 9]");
        Assert.Contains("no size is known", Assert.Throws<BlockException>(() => Run(tf, Vectors(null, null), Open, NullPolicy.Fill(9))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_null_vector_is_an_error_that_names_its_row(Runtime tf) =>
        Assert.Equal(1, Assert.Throws<BlockException>(() => Run(tf, Vectors(new([1, 2]), null), Open)).Row);

    [Theory, EveryRuntime]
    public void Matrices_are_read_by_column_or_by_row(Runtime tf)
    {
        var cells = Matrices(
            new(2, 3, [1, 4, 2, 5, 3, 6]),
            new(2, 3, [1, 2, 3, 4, 5, 6], Transposed: true),
            new(2, 3, [1, 5, 6], [0, 1, 2, 3], [0, 1, 1]),
            new(2, 3, [1, 5, 6], [0, 1, 3], [0, 1, 2], Transposed: true));
        Gives(tf, cells, new(-1, -1, -1), "[[1, 2, 3], [4, 5, 6]]", "[[1, 2, 3], [4, 5, 6]]", "[[1, 0, 0], [0, 5, 6]]", "[[1, 0, 0], [0, 5, 6]]");
    }

    [Theory, EveryRuntime]
    public void Matrices_of_no_values_are_cells_of_size_0(Runtime tf)
    {
        Gives(tf, Matrices(new Matrix(2, 0, [])), new(-1, -1, -1), "[[], []]");
        Gives(tf, Matrices(new Matrix(0, 3, [])), new(-1, -1, -1), "[]");
    }

    [Theory, EveryRuntime]
    public void Vectors_of_another_size_than_the_placeholder_name_their_row(Runtime tf)
    {
        Assert.Equal(0, Assert.Throws<BlockException>(() => Run(tf, Vectors(new Vector([1, 2, 3])), new(-1, 2))).Row);
        Assert.Equal(2, Assert.Throws<BlockException>(() => Run(tf, Vectors(new([1, 2]), new([1, 2]), new([1])), Open)).Row);
    }

    [Theory, EveryRuntime]
    public void Cells_whose_parts_do_not_fit_together_are_refused(Runtime tf)
    {
        Broken(tf, Vectors(new Vector([1, 2], 2, [0])), Open);
        Broken(tf, Vectors(new Vector([1], 2, [2])), Open);
        Broken(tf, Vectors(new Vector([1], 2, [-1])), Open);
        Broken(tf, Vectors(new Vector([1], -1, [0])), Open);
        Broken(tf, Vectors(new Vector([1], int.MaxValue, [0])), Open);
        Broken(tf, Matrices(new Matrix(2, 2, [1, 2, 3])), new(-1, -1, -1));
        Broken(tf, Matrices(new Matrix(2, 2, [1], [0, 2, 1], [0])), new(-1, -1, -1));
        Broken(tf, Matrices(new Matrix(2, 2, [1], [0, 0, 1], [2])), new(-1, -1, -1));
        Broken(tf, Matrices(new Matrix(1 << 20, 1 << 20, [1])), new(-1, -1, -1));
    }

    [Theory, EveryRuntime]
    public void Structs_of_the_same_names_and_other_types_are_no_vectors(Runtime tf)
    {
        var type = new StructType([.. VectorType.Fields.Select(f => new Field(f.Name, Int32Type.Default, true))]);
        var part = new Int32Array.Builder().Append(1).Build().Data;
        var cells = ArrowArrayFactory.BuildArray(new ArrayData(type, 1, 0, 0, [ArrowBuffer.Empty], [part, part, part, part]));
        Assert.Contains("no tensors", Assert.Throws<PlanException>(() => Run(tf, cells, Open)).Message, StringComparison.Ordinal);
    }

    private static void Gives(Runtime tf, IArrowArray cells, TensorShape shape, params string[] rows) => Gives(tf, cells, shape, NullPolicy.Error, rows);

    private static void Gives(Runtime tf, IArrowArray cells, TensorShape shape, NullPolicy nulls, params string[] rows) =>
        Assert.Equal(rows, ArrowCompare.Of(Run(tf, cells, shape, nulls)).Select(ArrowCompare.Text));

    private static void Broken(Runtime tf, IArrowArray cells, TensorShape shape) => Assert.Throws<BlockException>(() => Run(tf, cells, shape));

    private static IArrowArray Run(Runtime tf, IArrowArray cells, TensorShape shape, NullPolicy? nulls = null) =>
        Identity.Run(tf, cells, DType.Float64, shape, new MapOptions { DefaultNulls = nulls ?? NullPolicy.Error }).Column;
}
