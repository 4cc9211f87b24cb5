using Apache.Arrow;
using Apache.Arrow.Types;
using Xunit;

namespace TensorFrames.Tests.Columns;

/// <summary>arrow.fixed_shape_tensor columns: the declared shape is the feed's, and metadata that do not fit are told.</summary>
public sealed class TensorColumnTests
{
    [Theory, EveryRuntime]
    public void The_declared_shape_is_the_tensors_own(Runtime tf)
    {
        Assert.Equal(["[[0, 0.5, 1], [1.5, 2, 2.5]]"], Run(tf, "{\"shape\":[2,3]}", new(-1, -1, -1)));
        Assert.Equal(["[[0, 0.5, 1], [1.5, 2, 2.5]]"], Run(tf, "{\"shape\":[2,3]}", new(-1, 2, -1)));
        Assert.Equal(["[[0, 0.5, 1], [1.5, 2, 2.5]]"], Run(tf, "{\"shape\":[2,3],\"dim_names\":[\"H\",\"W\"],\"permutation\":[0,1]}", new(-1, 2, 3)));
        Assert.Equal(["[0, 0.5, 1, 1.5, 2, 2.5]"], Run(tf, "{\"shape\":[6]}", new(-1, 6)));
        Assert.Equal(["[[0, 0.5], [1, 1.5], [2, 2.5]]"], Run(tf, "{\"shape\":[6]}", new(-1, 3, 2)));
    }

    [Theory, EveryRuntime]
    public void A_shape_other_than_the_placeholders_is_refused_though_it_has_as_many_values(Runtime tf) =>
        Assert.Contains("[3,2] wanted", Refused(tf, "{\"shape\":[2,3]}", new(-1, 3, 2)), StringComparison.Ordinal);

    [Theory, EveryRuntime]
    public void Axes_in_another_order_are_refused(Runtime tf) =>
        Assert.Contains("permute", Refused(tf, "{\"shape\":[2,3],\"permutation\":[1,0]}", new(-1, -1, -1)), StringComparison.Ordinal);

    [Theory, EveryRuntime]
    public void A_shape_of_another_number_of_values_is_refused(Runtime tf)
    {
        Refused(tf, "{\"shape\":[2,2]}", new(-1, -1, -1));
        Refused(tf, "{\"shape\":[2,4]}", new(-1, -1, -1));
        Refused(tf, "{\"shape\":[-1,3]}", new(-1, -1, -1));
        Refused(tf, "{\"shape\":[4611686018427387904,4611686018427387904]}", new(-1, -1, -1));
    }

    [Theory, EveryRuntime]
    public void Metadata_that_say_nothing_leave_a_flat_list(Runtime tf)
    {
        foreach (var json in new[] { "", "[]", "{}", "{\"shape\":3}", "{\"shape\":[1.5]}", "{\"shape\":[-7]}", "{\"shape\":[\"a\"]}", "{\"shape\":[2,3],\"permutation\":[\"a\"]}" })
        {
            Assert.Equal(["[0, 0.5, 1, 1.5, 2, 2.5]"], Run(tf, json, new(-1, 6)));
        }
    }

    [Theory, EveryRuntime]
    public void Null_tensors_are_filled_in_the_declared_shape(Runtime tf)
    {
        var cells = ArrowArrayFactory.BuildArray(new ArrayData(new FixedSizeListType(FloatType.Default, 6), 2, 2, 0, [new(new byte[1])], [ColumnKind.Floats(12).Data]));
        var column = Identity.Run(tf, cells, DType.Float32, new(-1, -1, -1), new MapOptions { DefaultNulls = NullPolicy.Fill(1) }, Field("{\"shape\":[2,3]}")).Column;
        Assert.Equal(["[[1, 1, 1], [1, 1, 1]]", "[[1, 1, 1], [1, 1, 1]]"], ArrowCompare.Of(column).Select(ArrowCompare.Text));
    }

    private static Field Field(string json) =>
        new("x", new FixedSizeListType(FloatType.Default, 6), true, [new("ARROW:extension:name", "arrow.fixed_shape_tensor"), new("ARROW:extension:metadata", json)]);

    private static IEnumerable<string> Run(Runtime tf, string json, TensorShape shape) =>
        ArrowCompare.Of(Identity.Run(tf, ColumnKind.FixedList(ColumnKind.Floats(6), 6, 1), DType.Float32, shape, field: Field(json)).Column).Select(ArrowCompare.Text);

    private static string Refused(Runtime tf, string json, TensorShape shape) => Assert.Throws<PlanException>(() => Run(tf, json, shape)).Message;
}
