using Apache.Arrow;
using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Columns;

public sealed class NullPolicyTests
{
    private static readonly TensorShape Vector = new(-1, 2);

    [Theory, EveryRuntime]
    public void A_null_is_an_error_that_names_column_and_first_row(Runtime tf)
    {
        var error = Assert.Throws<BlockException>(() => Identity.Run(tf, Doubles(1, null, 3, null), DType.Float64, new(-1)));
        Assert.Equal(("x", "x", 1L, Stage.Run), (error.Column, error.Tensor, error.Row, error.Stage));
        Assert.Contains("null", error.Message, StringComparison.Ordinal);
        Assert.Contains("float64 [?]", error.Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_null_inside_a_vector_names_the_row_of_its_cell(Runtime tf) =>
        Assert.Equal(2, Assert.Throws<BlockException>(() => Identity.Run(tf, ColumnKind.FixedList(Doubles(1, 2, 3, 4, 5, null), 2, 3), DType.Float64, Vector)).Row);

    [Theory, EveryRuntime]
    public void Nulls_are_filled_where_asked(Runtime tf) =>
        Assert.Equal([1.0, -7.0, 3.0], Values(Identity.Run(tf, Doubles(1, null, 3), DType.Float64, new(-1), Fill(-7.0)).Column));

    [Theory, EveryRuntime]
    public void Null_cells_of_a_list_are_filled_to_the_others_size(Runtime tf)
    {
        var lists = new ListArray.Builder(Apache.Arrow.Types.DoubleType.Default);
        var values = (DoubleArray.Builder)lists.ValueBuilder;
        lists.Append();
        values.AppendRange([1, 2]);
        lists.AppendNull();
        lists.Append();
        values.Append(3).AppendNull();
        var (column, report) = Identity.Run(tf, lists.Build(), DType.Float64, new(-1, -1), Fill(9.0));
        Assert.Equal(["[1, 2]", "[9, 9]", "[3, 9]"], ArrowCompare.Of(column).Select(ArrowCompare.Text));
        Assert.Equal(1, report.Feeds[0].Reasons[CopyReason.NullsFilled]);
    }

    [Theory, EveryRuntime]
    public void Null_strings_are_filled_with_text(Runtime tf) =>
        Assert.Equal(["a", "?", ""], Strings(Identity.Run(tf, new StringArray.Builder().Append("a").AppendNull().Append("").Build(), DType.String, new(-1), Fill("?")).Column));

    [Theory, EveryRuntime]
    public void Null_bools_are_filled(Runtime tf) =>
        Assert.Equal([true, true, false], ((BooleanArray)Identity.Run(tf, new BooleanArray.Builder().Append(true).AppendNull().Append(false).Build(), DType.Bool, new(-1), Fill(true)).Column).Select(b => b!.Value));

    [Theory, EveryRuntime]
    public void A_fill_value_of_another_kind_is_refused_before_anything_runs(Runtime tf) =>
        Assert.Throws<PlanException>(() => Identity.Run(tf, Doubles(1), DType.Float64, new(-1), Fill("many")));

    [Theory, EveryRuntime]
    public void A_mask_is_true_where_a_value_is(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("x", DType.Float64, -1).Placeholder("m", DType.Bool, -1)
                .Node("y", "Identity", ["x"], GraphBuilder.T(DType.Float64)).Node("seen", "Identity", ["m"], GraphBuilder.T(DType.Bool)).Bytes,
            tf.Open());
        var batch = Tables.Run(graph, new MapOptions { Fetches = ["y", "seen"], Keep = [], Nulls = new Dictionary<string, NullPolicy> { ["x"] = NullPolicy.Mask("m") } }, ("x", Doubles(1, null, 3)));
        Assert.Equal([1.0, 0.0, 3.0], Values(batch.Column("y")));
        Assert.Equal([true, false, true], ((BooleanArray)batch.Column("seen")).Select(b => b!.Value));
    }

    private static MapOptions Fill(object value) => new() { DefaultNulls = NullPolicy.Fill(value) };

    private static double[] Values(IArrowArray column) => ((DoubleArray)column).Values.ToArray();

    private static string[] Strings(IArrowArray column) => [.. Enumerable.Range(0, column.Length).Select(i => ((StringArray)column).GetString(i))];

    private static DoubleArray Doubles(params double?[] values)
    {
        var builder = new DoubleArray.Builder();
        foreach (var value in values)
        {
            _ = value is { } v ? builder.Append(v) : builder.AppendNull();
        }

        return builder.Build();
    }
}
