using TensorFrames.Building;
using TensorFrames.Ops;

namespace TensorFrames.Tests.Building;

/// <summary>Golden families 01, scalars of every dtype, and 04's texts, trees and linear algebra, written in C#.</summary>
internal static class RebuiltScalars
{
    internal static void AddThree(RebuiltInputs given) => (given["x"] + 3).Named("z");

    // Arrow has no bfloat16, so no column says it.
    internal static void AddThreeToBFloats(RebuiltInputs given) => (given.Graph.Placeholder(DType.BFloat16, new(-1), "x") + 3).Named("z");

    internal static void CastBFloats(RebuiltInputs given) => given.Graph.Placeholder(DType.BFloat16, new(-1), "x").Cast(DType.Float32).Named("z");

    internal static void Xor(RebuiltInputs given) => (given["x"] ^ 0x55).Named("z");

    internal static void Not(RebuiltInputs given) => (!given["x"]).Named("z");

    internal static void Bytes(RebuiltInputs given)
    {
        var b = given["b"];
        given.Graph.JoinTexts([given.Graph.Constant(TensorValue.Scalar([0xfe, 0])), b]).Named("z");
        b.TextLength().Named("len");
        given.Graph.EncodeBase64(b, name: "b64");
    }

    internal static void Texts(RebuiltInputs given)
    {
        var s = given["s"];
        given.Graph.JoinTexts([given.Graph.Constant("<"), s, given.Graph.Constant(">")]).Named("joined");
        s.ToLower().Named("lower");
        s.TextLength().Named("bytes");
        s.TextLength(inCharacters: true).Named("chars");
    }

    internal static void TextsToNumbers(RebuiltInputs given)
    {
        var s = given["s"];
        var f = s.ToNumber().Named("f");
        s.ReplaceText("[.].*", "").ToNumber(DType.Int64).Named("i");
        f.ToText(precision: 2).Named("back");
    }

    internal static void TextOps(RebuiltInputs given)
    {
        var s = given["s"];
        s.ReplaceText("[0-9]+", "#").Named("digits");
        s.Matches(".*(404|200)").Named("match");
        s.HashBucket(97).Named("bucket");
        given.Graph.StringToHashBucketStrong(s, 1000, [1, 2], "strong");
        s.Strip().Named("strip");
        s.ToUpper().Named("upper");
        s.Substring(0, 3).Named("head");
        s.TextLength(inCharacters: true).Named("chars");
    }

    internal static void OneHotOfTexts(RebuiltInputs given)
    {
        var equal = given["s"][.., AxisSlice.NewAxis].IsEqual(new[] { "red", "green", "blue", "other" });
        equal.Cast(DType.Float32).Named("onehot");
        given.Graph.Where(equal.Any(1), equal.Cast(DType.Int32).ArgMax(1), -1).Named("index");
    }

    internal static void TopK(RebuiltInputs given)
    {
        var x = given["x"];
        var (values, indices) = given.Graph.TopKV2(x, 3, name: "top");
        values.Identity().Named("values");
        indices.Identity().Named("indices");
        x.TopK(x.ShapeTensor()[^1]).Values.Identity().Named("sorted");
        x.CumSum(1).Named("cum");
        x.Clip(-0.5, 0.5).Named("clip");
    }

    internal static void LinearAlgebra(RebuiltInputs given)
    {
        var m = given["m"];
        given.Graph.Cholesky(m, "chol");
        given.Graph.MatrixInverse(m, name: "inverse");
        given.Graph.MatrixDeterminant(m, "det");
        given.Graph.MatrixSolve(m, m * 2, name: "two");
    }

    internal static void Trees(RebuiltInputs given)
    {
        var first = Enumerable.Range(0, 40).Select(tree => tree * 16).ToArray();
        var levels = given["x"].Gather(TreeWeights.Features, 1).Reshape([-1, 40, 4]) > TensorValue.Of<float>(TreeWeights.Thresholds, 40, 4);
        var leaf = (levels.Cast(DType.Int32) * new[] { 1, 2, 4, 8 }).Sum(2) + first;
        given.Graph.Constant(TreeWeights.Leaves).Gather(leaf).Sum(1).Named("margin");
        (leaf - first).Named("leaf");
    }
}
