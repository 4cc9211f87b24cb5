using System.Globalization;
using TensorFrames.Cli.Running;

namespace TensorFrames.Cli.Output;

/// <summary>What <c>run</c> did.</summary>
internal sealed class RunReport(RunRequest request, RunOutcome outcome, Graph graph) : IReport
{
    private readonly IReadOnlyList<ColumnReport> _columns = ColumnReport.Of(outcome.Conversions);

    public void WriteJson(TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteNumber("rows", outcome.Rows);
        json.WriteNumber("batches", outcome.Blocks);
        RunFacts.Seconds(json, outcome.Seconds);
        json.WriteStartArray("columns");
        foreach (var column in _columns)
        {
            RunFacts.Column(json, column);
        }

        json.WriteEndArray();
        json.WriteNumber("saved_runs", outcome.Conversions.SavedRuns);
        if (outcome.Conversions.Aggregate is { } counts)
        {
            json.WriteStartObject("aggregate");
            json.WriteNumber("rows", counts.Rows);
            json.WriteNumber("groups", counts.Groups);
            json.WriteNumber("runs", counts.Runs);
            json.WriteNumber("compactions", counts.Compactions);
            json.WriteNumber("spilled_bytes", counts.SpilledBytes);
            json.WriteNumber("peak_bytes", counts.PeakBytes);
            json.WriteEndObject();
        }

        json.WriteString("output", request.Output);
        json.WriteString("tensorflow", graph.Runtime.Version);
    });

    public void WriteText(TextWriter output)
    {
        var batches = outcome.Blocks == 1 ? "batch" : "batches";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome.Rows:N0} rows in {outcome.Blocks:N0} {batches}, TensorFlow {graph.Runtime.Version}"));
        output.WriteLine(RunFacts.Time(outcome.Rows, outcome.Seconds));
        if (outcome.Conversions.SavedRuns > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome.Conversions.SavedRuns:N0} runs saved: rows were stacked"));
        }

        if (outcome.Conversions.Aggregate is { } counts)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{counts.Rows:N0} rows grouped, {counts.Runs:N0} runs, {counts.SpilledBytes:N0} bytes spilled"));
        }

        ConversionTable.Write(output, _columns);
        output.WriteLine($"wrote {(request.Output == "-" ? "standard output" : request.Output)}");
        output.Flush();
    }
}
