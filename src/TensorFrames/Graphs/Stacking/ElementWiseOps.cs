using System.Collections.Frozen;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs.Stacking;

/// <summary>
/// The element-wise ops: each output element depends on the input elements at its own place alone, whatever the rank. Nothing
/// that reduces, moves, counts or shapes elements may stand here (Sum, Softmax, MatMul, Reshape, Concat, …).
/// </summary>
internal static class ElementWiseOps
{
    private static readonly string[] Unary =
    [
        "Abs", "Acos", "Acosh", "AsString", "Asin", "Asinh", "Atan", "Atanh", "Cast", "Ceil", "ComplexAbs", "Conj", "Cos", "Cosh", "DecodeBase64",
        "Digamma", "Elu", "EncodeBase64", "Erf", "Erfc", "Exp", "Expm1", "Floor", "Identity", "Imag", "Inv", "Invert", "IsFinite", "IsInf", "IsNan",
        "LeakyRelu", "Lgamma", "Log", "Log1p", "LogicalNot", "Neg", "OnesLike", "Real", "Reciprocal", "Relu", "Relu6", "Rint", "Round", "Rsqrt",
        "Selu", "Sigmoid", "Sign", "Sin", "Sinh", "Snapshot", "Softplus", "Softsign", "Sqrt", "Square", "StaticRegexFullMatch", "StaticRegexReplace",
        "StopGradient", "StringLength", "StringLower", "StringStrip", "StringToHashBucketFast", "StringToHashBucketStrong", "StringToNumber",
        "StringUpper", "Tan", "Tanh", "ZerosLike",
    ];

    private static readonly string[] Broadcast =
    [
        "Add", "AddV2", "Atan2", "BitwiseAnd", "BitwiseOr", "BitwiseXor", "Div", "DivNoNan", "Equal", "FloorDiv", "FloorMod", "Greater", "GreaterEqual",
        "LeftShift", "Less", "LessEqual", "LogicalAnd", "LogicalOr", "Maximum", "Minimum", "Mod", "Mul", "MulNoNan", "NotEqual", "Pow", "RealDiv",
        "RightShift", "SelectV2", "SquaredDifference", "Sub", "TruncateDiv", "TruncateMod", "Xdivy", "Xlog1py", "Xlogy",
    ];

    private static readonly string[] SameShape = ["AddN", "Select"];

    private static readonly FrozenDictionary<string, StackRule> Rules = Unary.Select(op => (op, StackRule.Unary))
        .Concat(Broadcast.Select(op => (op, StackRule.Broadcast)))
        .Concat(SameShape.Select(op => (op, StackRule.SameShape)))
        .Append(("ClipByValue", StackRule.ScalarsOrSame))
        .ToFrozenDictionary(rule => rule.Item1, rule => rule.Item2, StringComparer.Ordinal);

    internal static IEnumerable<string> All => Rules.Keys;

    // An Equal that may compare shapes that do not broadcast gives one answer for all elements.
    internal static StackRule RuleOf(NodeDef node) => node.Attr.TryGetValue("incompatible_shape_error", out var strict) && !strict.B ? StackRule.None
        : Rules.GetValueOrDefault(node.Op, StackRule.None);
}
