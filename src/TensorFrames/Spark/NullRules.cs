using System.Globalization;
using Google.Protobuf;
using TensorFrames.Spark.Proto;

namespace TensorFrames.Spark;

/// <summary>Null policies as the task message has them.</summary>
internal static class NullRules
{
    internal static NullRule Of(NullPolicy policy) => policy switch
    {
        NullPolicy.FillWith { Value: var value } => new() { Fill = FillOf(value) },
        NullPolicy.MaskTo { Placeholder: var mask } => new() { Mask = mask },
        _ => new() { Refuse = true },
    };

    internal static NullPolicy Parse(NullRule? rule) => rule?.RuleCase switch
    {
        NullRule.RuleOneofCase.Fill => NullPolicy.Fill(ValueOf(rule.Fill)),
        NullRule.RuleOneofCase.Mask => NullPolicy.Mask(rule.Mask),
        _ => NullPolicy.Error,
    };

    // No value loses a bit: halves and floats are doubles too.
    private static Fill FillOf(object value) => value switch
    {
        bool truth => new() { Truth = truth },
        string text => new() { Text = text },
        byte[] raw => new() { Raw = ByteString.CopyFrom(raw) },
        float or double => new() { Number = Convert.ToDouble(value, CultureInfo.InvariantCulture) },
        Half half => new() { Number = (double)half },
        ulong unsigned => new() { Unsigned = unsigned },
        decimal number when decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue => new() { Integer = (long)number },
        decimal number => new() { Text = number.ToString(CultureInfo.InvariantCulture) },
        sbyte or short or int or long or byte or ushort or uint => new() { Integer = Convert.ToInt64(value, CultureInfo.InvariantCulture) },
        _ => throw new PlanException($"A fill value of type {value.GetType().Name} cannot be sent to Spark. Fix: a number, bool, string or byte[]."),
    };

    private static object ValueOf(Fill fill) => fill.ValueCase switch
    {
        Fill.ValueOneofCase.Integer => fill.Integer,
        Fill.ValueOneofCase.Unsigned => fill.Unsigned,
        Fill.ValueOneofCase.Number => fill.Number,
        Fill.ValueOneofCase.Truth => fill.Truth,
        Fill.ValueOneofCase.Raw => fill.Raw.ToByteArray(),
        _ => fill.Text,
    };
}
