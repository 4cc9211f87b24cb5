using System.Text;

namespace TensorFrames.Columns.In;

/// <summary>A fill value as the placeholder's dtype has it; text is parsed, and what does not fit is refused before anything runs.</summary>
internal static class FillValue
{
    internal static byte[] Raw(FeedSpec spec, object? value) => NumberBytes.Of(spec.DType, value) ?? throw Refused(spec, value);

    internal static bool Bool(FeedSpec spec, object value) => value switch
    {
        bool b => b,
        string text when bool.TryParse(text, out var b) => b,
        _ => throw Refused(spec, value),
    };

    internal static byte[] Bytes(FeedSpec spec, object? value) => value switch
    {
        null => [],
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => throw Refused(spec, value),
    };

    /// <summary>Refuses a value that the placeholder's dtype cannot hold.</summary>
    internal static void Check(FeedSpec spec)
    {
        if (spec.Nulls is not NullPolicy.FillWith { Value: var value })
        {
            return;
        }

        _ = spec.DType switch
        {
            DType.String => Bytes(spec, value),
            DType.Bool => [Bool(spec, value) ? (byte)1 : (byte)0],
            _ => Raw(spec, value),
        };
    }

    private static PlanException Refused(FeedSpec spec, object? value) =>
        spec.PlanError($"the fill value {value ?? "null"} is no {spec.DType.Name()}", $"a fill value of dtype {spec.DType.Name()}");
}
