using System.Globalization;
using System.Text.Json;
using TensorFrames.Cli.Output;
using TensorFrames.Cli.Running;

namespace TensorFrames.Cli.Spark;

/// <summary>What <c>run --spark</c> did: the fields of a local run, and what the executors used.</summary>
internal sealed class SparkRunReport(RunRequest request, SparkRunRequest spark, SparkOutcome outcome, Graph graph) : IReport
{
    private readonly long? _rows = outcome.Rows;
    private readonly IReadOnlyList<ColumnReport> _columns = SparkColumns.Of(outcome);

    public void WriteJson(TextWriter output) => JsonOutput.Write(output, json =>
    {
        JsonOutput.Number(json, "rows", _rows);
        JsonOutput.Number(json, "batches", outcome.Tasks?.Sum(t => t.Blocks) ?? outcome.Batches);
        RunFacts.Seconds(json, outcome.Seconds);
        json.WriteStartArray("columns");
        foreach (var column in _columns)
        {
            RunFacts.Column(json, column);
        }

        json.WriteEndArray();
        json.WriteString("output", request.Output);
        json.WriteString("tensorflow", graph.Runtime.Version);
        json.WriteStartObject("spark");
        json.WriteString("version", outcome.Version);
        json.WriteString("worker", outcome.Shipped.Worker);
        json.WriteNumber("batch_rows", outcome.Shipped.BatchRows);
        json.WriteString("libtensorflow", outcome.Shipped.LibTensorFlow);
        Tasks(json);
        json.WriteEndObject();
    });

    public void WriteText(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(_rows is { } rows ? $"{rows:N0} rows, " : "")}Spark {outcome.Version}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"worker {outcome.Shipped.Worker}, at most {outcome.Shipped.BatchRows:N0} rows a batch, libtensorflow: {outcome.Shipped.LibTensorFlow}"));
        output.WriteLine(RunFacts.Time(_rows, outcome.Seconds));
        if (outcome.Tasks is { } tasks)
        {
            ConversionTable.Write(output, _columns);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{tasks.Count:N0} tasks, {tasks.Sum(t => t.Blocks):N0} blocks: {tasks.Sum(t => t.SecondsReading):0.000} s reading, {tasks.Sum(t => t.SecondsRunning):0.000} s running, {tasks.Sum(t => t.SecondsWaiting):0.000} s waiting"));
            foreach (var library in tasks.Select(t => $"TensorFlow {t.LibTensorFlowVersion} at {t.LibTensorFlow} ({t.LibTensorFlowSource})").Distinct(StringComparer.Ordinal))
            {
                output.WriteLine(library);
            }
        }

        output.WriteLine(spark.Output.Done);
        output.Flush();
    }

    private void Tasks(Utf8JsonWriter json)
    {
        if (outcome.Tasks is not { } tasks)
        {
            json.WriteNull("tasks");
            return;
        }

        json.WriteStartArray("tasks");
        foreach (var task in tasks)
        {
            json.WriteStartObject();
            json.WriteNumber("partition", task.Partition);
            json.WriteNumber("rows", task.Rows);
            json.WriteNumber("output_rows", task.OutputRows);
            json.WriteNumber("blocks", task.Blocks);
            json.WriteNumber("reblocked_blocks", task.ReblockedBlocks);
            json.WriteNumber("saved_runs", task.SavedRuns);
            json.WriteNumber("spilled_bytes", task.SpilledBytes);
            json.WriteNumber("borrowed_bytes", task.BorrowedBytes);
            json.WriteNumber("copied_bytes", task.CopiedBytes);
            json.WriteNumber("moved_bytes", task.MovedBytes);
            json.WriteString("libtensorflow", task.LibTensorFlow);
            json.WriteString("tensorflow", task.LibTensorFlowVersion);
            json.WriteString("libtensorflow_source", task.LibTensorFlowSource);
            json.WriteNumber("seconds_reading", Math.Round(task.SecondsReading, 6));
            json.WriteNumber("seconds_running", Math.Round(task.SecondsRunning, 6));
            json.WriteNumber("seconds_waiting", Math.Round(task.SecondsWaiting, 6));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
