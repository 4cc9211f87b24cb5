using System.Globalization;

namespace TensorFrames.Bench.Report.Page;

/// <summary>Numbers as the page writes them: three digits that count.</summary>
internal static class Numbers
{
    internal static string Of(double value)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value == 0 ? "0" : "–";
        }

        var decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6);
        return value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
