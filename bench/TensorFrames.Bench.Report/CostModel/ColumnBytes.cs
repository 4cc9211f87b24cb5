using System.Globalization;
using System.Text.RegularExpressions;

namespace TensorFrames.Bench.Report.CostModel;

/// <summary>Bytes a row of a column of numbers.</summary>
/// <param name="Values">Of its values.</param>
/// <param name="Arrow">As Spark sends it: with a bit a value that says whether it is null, and an offset an array.</param>
internal sealed partial record ColumnBytes(double Values, double Arrow)
{
    /// <param name="type">"float64", "float32[32]".</param>
    /// <exception cref="ArgumentException">It is no type of numbers.</exception>
    internal static ColumnBytes Of(string type)
    {
        var match = Type().Match(type.Trim());
        if (!match.Success)
        {
            throw new ArgumentException($"Column '{type}' is no type of numbers. Fix: int8, int16, int32, int64, float32 or float64, arrays as float32[32].");
        }

        var width = int.Parse(match.Groups["bits"].Value, CultureInfo.InvariantCulture) / 8.0;
        var count = match.Groups["count"] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 1;
        var array = match.Groups["count"].Success ? 4 + (1 / 8.0) : 0;
        return new(count * width, (count * (width + (1 / 8.0))) + array);
    }

    [GeneratedRegex(@"^(int(?<bits>8|16|32|64)|float(?<bits>32|64))(\[(?<count>[0-9]{1,6})\])?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Type();
}
