using System.Globalization;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Spark.Full;

/// <summary>What has been measured so far; each figure is shown as it comes.</summary>
internal sealed class Figures
{
    private readonly List<Measurement> _all = [];

    internal IReadOnlyList<Measurement> All => _all;

    internal void Add(Measurement figure)
    {
        _all.Add(figure);
        var value = figure.Value is not { } number ? $"{"-",10}  "
            : figure.Unit == "B" ? string.Create(CultureInfo.InvariantCulture, $"{number / 1e6,10:N1} MB")
            : string.Create(CultureInfo.InvariantCulture, $"{number,10:0.000} {figure.Unit} ");
        Console.WriteLine($"  {figure.Stage,-14} {figure.Subject,-50} {figure.Case,-34} {value}  {figure.Note}".TrimEnd());
    }

    internal void AddRange(IEnumerable<Measurement> figures)
    {
        foreach (var figure in figures)
        {
            Add(figure);
        }
    }
}
