using System.Globalization;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>An attribute's value as messages show it, cut short.</summary>
internal static class AttrText
{
    private const int Longest = 60;

    public static string Of(AttrValue value)
    {
        var text = value.ValueCase switch
        {
            AttrValue.ValueOneofCase.B => value.B ? "true" : "false",
            AttrValue.ValueOneofCase.I => value.I.ToString(CultureInfo.InvariantCulture),
            AttrValue.ValueOneofCase.F => value.F.ToString(CultureInfo.InvariantCulture),
            AttrValue.ValueOneofCase.S => "\"" + value.S.ToStringUtf8() + "\"",
            AttrValue.ValueOneofCase.Type => ((DType)value.Type).Name(),
            AttrValue.ValueOneofCase.Func => "function " + value.Func.Name,
            AttrValue.ValueOneofCase.Placeholder => "$" + value.Placeholder,
            AttrValue.ValueOneofCase.None => "(none)",
            _ => value.ToString(),
        };
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
    }
}
