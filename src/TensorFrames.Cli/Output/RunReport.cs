using System.Globalization;
using System.Text.Json;
using TensorFrames.Cli.Running;

namespace TensorFrames.Cli.Output;

/// <summary>What <c>run</c> did.</summary>
internal sealed class RunReport(RunRequest request, RunOutcome outcome, Graph graph)
{
    private readonly IReadOnlyList<ColumnReport> _columns = ColumnReport.Of(outcome.Conversions);

    internal void WriteJson(TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteNumber("rows", outcome.Rows);
        json.WriteNumber("batches", outcome.Blocks);
        json.WriteStartArray("seconds");
        foreach (var seconds in outcome.Seconds)
        {
            json.WriteNumberValue(Math.Round(seconds, 6));
        }

        json.WriteEndArray();
        json.WriteStartArray("columns");
        foreach (var column in _columns)
        {
            Column(json, column);
        }

        json.WriteEndArray();
        json.WriteString("output", request.Output);
        json.WriteString("tensorflow", graph.Runtime.Version);
    });

    internal void WriteText(TextWriter output)
    {
        var batches = outcome.Blocks == 1 ? "batch" : "batches";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome.Rows:N0} rows in {outcome.Blocks:N0} {batches}, TensorFlow {graph.Runtime.Version}"));
        output.WriteLine(Time());
        ConversionTable.Write(output, _columns);
        output.WriteLine($"wrote {(request.Output == "-" ? "standard output" : request.Output)}");
        output.Flush();
    }

    private string Time()
    {
        double[] sorted = [.. outcome.Seconds.Order()];
        var rate = string.Create(CultureInfo.InvariantCulture, $"{outcome.Rows / sorted[0]:N0} rows a second");
        return sorted.Length == 1
            ? string.Create(CultureInfo.InvariantCulture, $"{sorted[0]:0.000} s, {rate}")
            : string.Create(CultureInfo.InvariantCulture, $"{sorted.Length} times: {sorted[0]:0.000} s the fastest, {sorted[sorted.Length / 2]:0.000} s the median; {rate} at best");
    }

    private static void Column(Utf8JsonWriter json, ColumnReport column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Column);
        json.WriteString("tensor", column.Tensor);
        json.WriteString("direction", column.IsFeed ? "in" : "out");
        json.WriteNumber("borrowed_bytes", column.BorrowedBytes);
        json.WriteNumber("copied_bytes", column.CopiedBytes);
        json.WriteString("reason", column.Reasons.Count == 0 ? null : string.Join(", ", column.Reasons.Select(Name)));
        json.WriteEndObject();

        string Name(CopyReason reason) => !column.IsFeed && reason == CopyReason.Offsets ? "strings" : JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());
    }
}
