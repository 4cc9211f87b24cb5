using System.Globalization;
using TensorFrames.Cli.Output;

namespace TensorFrames.Cli.Demo;

/// <summary>What the demo prints.</summary>
internal static class DemoReport
{
    private const int PerLine = 5;
    private const int Shown = 2 * PerLine;
    private const string Gap = "     ";

    internal static void Graph(TextWriter output, Graph graph)
    {
        output.WriteLine($"Handwritten digits, scored by a small convolutional network on TensorFlow {graph.Runtime.Version}");
        output.WriteLine();
        InspectReport.Tensors(output, "placeholders", graph.Placeholders);
        InspectReport.Tensors(output, "outputs", graph.Outputs);
        output.WriteLine();
    }

    /// <summary>Ten digits, spread over the table, each with what the graph says it is.</summary>
    internal static void Predictions(TextWriter output, IReadOnlyList<ScoredDigit> digits)
    {
        ScoredDigit[] shown = [.. Enumerable.Range(0, Shown).Select(i => digits[(int)((long)i * digits.Count / Shown)])];
        foreach (var line in shown.Chunk(PerLine))
        {
            for (var y = 0; y < DigitPicture.Height; y++)
            {
                output.WriteLine(("  " + string.Join(Gap, line.Select(d => DigitPicture.Line(d.Pixels, y)))).TrimEnd());
            }

            output.WriteLine(("  " + string.Join(Gap, line.Select(Caption))).TrimEnd());
            output.WriteLine();
        }
    }

    internal static void Accuracy(TextWriter output, IReadOnlyList<ScoredDigit> digits)
    {
        var right = digits.Count(d => d.Label == d.Predicted);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accuracy {(double)right / digits.Count:0.000} ({right} of {digits.Count})"));
    }

    private static string Caption(ScoredDigit digit) =>
        (digit.Label == digit.Predicted ? $"is {digit.Predicted}" : $"is {digit.Predicted} not {digit.Label}").PadRight(DigitPicture.Width);
}
