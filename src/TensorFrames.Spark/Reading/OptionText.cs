using System.Globalization;

namespace TensorFrames.Spark;

/// <summary>Options of sources and sinks, which are text, from .NET values.</summary>
internal static class OptionText
{
    internal static string Of(bool value) => value ? "true" : "false";

    internal static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    internal static string Of(double value) => value.ToString(CultureInfo.InvariantCulture);
}
