using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Models.ModelNodes;

namespace TensorFrames.Tests.Models;

/// <summary>Graphs whose variables' values the caller has.</summary>
public sealed class GivenValuesTests
{
    private static GraphBuilder Product => new GraphBuilder().Placeholder("x", DType.Float32, 2).RefVariable("v", 2).Handle("w", 2).RefVariable("slot", 2).Floats("first", 1, 2).Assign("init", "w", "first")
        .Node("early", "ReadVariableOp", ["w", "^init"], ("dtype", GraphBuilder.Type(DType.Float32))).Read("read", "w")
        .Node("sum", "Add", ["v", "read"], Float).Node("y", "Mul", ["x", "sum"], Float);

    [Theory, EveryRuntime]
    public void They_are_asked_for_where_the_fetches_need_them_and_run(Runtime tf)
    {
        var asked = new List<GraphVariable>();
        using var model = Model.FromGraphDef(Product.Bytes, variable => Noted(asked, variable), runtime: tf.Open());
        using var results = model.Graph("y").Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["x"] = TensorValue.Of<float>([3, 4], 2) }, "y");
        Assert.Equal([33f, 88f], results.Values<float>("y").ToArray());
        Assert.Equal(
            [new("v", DType.Float32, new TensorShape(2), "v"), new GraphVariable("w", DType.Float32, new TensorShape(2), "read")],
            asked.OrderBy(a => a.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void A_value_that_is_not_given_or_does_not_fit_is_refused_with_the_variable()
    {
        Assert.Contains("no value is given for variable 'v' (float32 [2])", Refused(null), StringComparison.Ordinal);
        Assert.Contains("variable 'v' (float32 [2]) is given float32 [3]", Refused(TensorValue.Of<float>([1, 2, 3])), StringComparison.Ordinal);
        Assert.Contains("variable 'v' (float32 [2]) is given int32 [2]", Refused(TensorValue.Of<int>([1, 2])), StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_caller_may_use_its_memory_again_for_the_next_value(Runtime tf)
    {
        var memory = new float[2];
        using var model = Model.FromGraphDef(
            Product.Bytes,
            variable =>
            {
                (memory[0], memory[1]) = variable.Name == "v" ? (1, 2) : (10, 20);
                return TensorValue.Borrow<float>(memory, 2);
            },
            runtime: tf.Open());
        using var results = model.Graph("y").Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["x"] = TensorValue.Of<float>([3, 4], 2) }, "y");
        Assert.Equal([33f, 88f], results.Values<float>("y").ToArray());
    }

    [Fact]
    public void What_cannot_be_fed_is_refused()
    {
        using var model = Model.FromGraphDef(Product.Bytes, _ => TensorValue.Of<float>([1, 2]));
        Assert.Contains("does not tell the dtype of 'sum:7'", Assert.Throws<GraphException>(() => model.Freeze(["y"], ["sum:7"])).Message, StringComparison.Ordinal);
        Assert.Contains("'sum:0' is fed and fetched", Assert.Throws<PlanException>(() => model.Freeze(["y", "sum:0"], ["sum"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_caller_that_fails_is_heard()
    {
        using var model = Model.FromGraphDef(Product.Bytes, _ => throw new InvalidDataException("gone"));
        Assert.Equal("gone", Assert.Throws<InvalidDataException>(() => model.Freeze("y")).Message);
    }

    [Fact]
    public void Values_as_bytes_are_of_any_dtype_and_their_number_is_checked()
    {
        var value = TensorValue.OfBytes(DType.BFloat16, [0x80, 0x3F, 0, 0x40], new TensorShape(2, 1));
        Assert.Equal((DType.BFloat16, new TensorShape(2, 1)), (value.DType, value.Shape));
        Assert.Throws<ArgumentException>(() => TensorValue.OfBytes(DType.BFloat16, [0x80, 0x3F], new TensorShape(2, 1)));
        Assert.Throws<ArgumentException>(() => TensorValue.OfBytes(DType.String, [0x80], new TensorShape(1)));
    }

    private static TensorValue Noted(List<GraphVariable> asked, GraphVariable variable)
    {
        asked.Add(variable);
        return TensorValue.Of<float>(variable.Name == "v" ? [1, 2] : [10, 20]);
    }

    private static string Refused(TensorValue? value)
    {
        using var model = Model.FromGraphDef(Product.Bytes, _ => value);
        return Assert.Throws<GraphException>(() => model.Freeze("v")).Message;
    }
}
