using TensorFrames.Building;

namespace TensorFrames.Tests.Building;

/// <summary>Golden family 02, vectors, matrices, rows and trimmed maps, written in C#.</summary>
internal static class RebuiltVectors
{
    private static readonly float[] MatMulWeights = [0.11940107f, -1.0685827f, 0.00085759896f, 0.93924457f, -0.10277879f, -0.23599021f, -0.7468755f, 1.1943147f, 0.14000976f, 0.20449173f, 0.5310339f, 1.1822768f];

    private static readonly double[] MLlibWeights = [-1.320579281184933, -1.4757893466975476, 2.6367553182425523, 0.4015509193468447, -0.17372411212124803, 0.621802172937441, -1.2769871943741256, 0.24417513012641423];

    internal static void AddedDims(RebuiltInputs given)
    {
        var (graph, x) = (given.Graph, given["x"]);
        x.Cast(DType.Int32).OneHot(5).Named("hot");
        graph.Stack([graph.Stack([x, -x], 1), graph.Stack([x * x, x + 1], 1)], 1).Named("mat");
    }

    internal static void EmptyBatches(RebuiltInputs given)
    {
        var x = given["x"];
        (x + 1).Named("y");
        x.Sum(1).Named("s");
    }

    internal static void FixedShape(RebuiltInputs given)
    {
        given["x"].Max([1, 2]).Named("top");
        var m = given["y"].Mean(2).Named("m");
        m.Reshape([-1, 3, 1]).Named("col");
    }

    internal static void Overflow(RebuiltInputs given)
    {
        var x = given["x"];
        (x + 1).Named("a");
        (x * x).Named("q");
    }

    internal static void ManyInManyOut(RebuiltInputs given)
    {
        var (a, b) = (given["a"], given["b"]);
        (a + b).Named("sum");
        (a * b).Named("prod");
        (a * b).Sum(1).Named("dot");
        (given["k"] + 1).Named("k1");
    }

    internal static void FixedRows(RebuiltInputs given)
    {
        var x = given["x"];
        (x * given["m"]).Named("xm");
        (x + 3).Named("z");
    }

    internal static void RaggedRows(RebuiltInputs given)
    {
        var x = given["x"];
        x.Sum().Named("s");
        (x * 2).Named("d");
    }

    internal static void SplitRows(RebuiltInputs given)
    {
        var words = given.Graph.Stack([given["line"]]).SplitText(" ").Values;
        words.SizeTensor(DType.Int64).Named("count");
        words.Identity().Named("words");
    }

    internal static void MatMul(RebuiltInputs given) => given["features"].MatMul(TensorValue.Of<float>(MatMulWeights, 4, 3)).Named("y");

    internal static void MLlib(RebuiltInputs given) => given.Graph.Placeholder(DType.Float64, new(-1, 4), "x").MatMul(TensorValue.Of<double>(MLlibWeights, 4, 2)).Named("y");

    internal static void NaNs(RebuiltInputs given)
    {
        var x = given["x"];
        x.Identity().Named("same");
        (x * 2).Named("d");
        x.IsNaN().Named("nan");
    }

    internal static void Reverse(RebuiltInputs given) => given["x"][.., AxisSlice.By(-1)].Named("rev");

    internal static void TextVectors(RebuiltInputs given)
    {
        var s = given["s"];
        s.JoinText(1, "+").Named("j");
        s.Reverse([1]).Named("r");
    }

    internal static void Transpose(RebuiltInputs given) => given["m"].Transpose([0, 2, 1]).Named("t");

    internal static void Filter(RebuiltInputs given)
    {
        var x = given["x"];
        var positive = x[.., 0] > 0;
        x.BooleanMask(positive).Named("kept");
        x.Sum(1).BooleanMask(positive).Named("kept_sum");
    }

    internal static void Grow(RebuiltInputs given)
    {
        var x = given["x"];
        given.Graph.Concat([x, x * 10], 0).Named("twice");
    }

    internal static void WholeBlock(RebuiltInputs given)
    {
        var x = given["x"];
        x.Softmax().Named("p");
        (x - x.Mean(0)).Named("centred");
        x.CumSum(0).Named("running");
    }
}
