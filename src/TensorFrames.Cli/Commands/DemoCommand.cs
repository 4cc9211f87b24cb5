using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using TensorFrames.Cli.Demo;
using TensorFrames.Cli.Output;
using TensorFrames.Cli.Parsing;
using TensorFrames.Cli.Progress;
using TensorFrames.Cli.Running;

namespace TensorFrames.Cli.Commands;

/// <summary><c>tframes demo</c>: a real table scored by a real trained graph, both bundled.</summary>
internal static class DemoCommand
{
    // Enough runs of the small table to tell a rate by.
    private const int WarmRuns = 20;

    internal static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var output = new Option<string>("--output", "-o") { Description = "Table to write: .parquet, .arrow or .arrows", DefaultValueFactory = _ => "digits-scored.parquet", HelpName = "file" };
        var runtime = new RuntimeOptions();
        var command = new Command("demo", "Score 397 handwritten digits with a trained graph, both bundled") { output };
        runtime.AddTo(command);
        CommandAction.Set(command, console, null, parsed =>
        {
            var path = File(parsed.GetRequiredValue(output));
            using var tensorFlow = runtime.Load(parsed, console, cancellationToken);
            using var data = new DemoData();
            using var graph = DemoData.LoadGraph(tensorFlow);
            Score(console, graph, new RunRequest { Model = new ModelRequest(graph.Source, null, new ModelOptions()), Input = data.Table, Output = path }, cancellationToken);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Score(CliConsole console, Graph graph, RunRequest request, CancellationToken cancellationToken)
    {
        var text = console.Out;
        DemoReport.Graph(text, graph);
        RunOutcome outcome;
        using (var display = ProgressDisplay.For(console))
        {
            outcome = RunJob.Run(request, graph, display, cancellationToken);
        }

        var digits = ScoredDigits.Read(request.Output, cancellationToken);
        DemoReport.Predictions(text, digits);
        DemoReport.Accuracy(text, digits);
        text.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{WarmRate(graph, request, cancellationToken):N0} rows a second, reading Parquet included ({outcome.Rows} rows in {outcome.Blocks} batches, {WarmRuns} times); the first run, warming up and writing, took {outcome.Seconds[0]:0.000} s"));
        text.WriteLine();
        ConversionTable.Write(text, ColumnReport.Of(outcome.Conversions));
        text.WriteLine();
        text.WriteLine($"wrote {request.Output}");
        text.Flush();
    }

    private static double WarmRate(Graph graph, RunRequest request, CancellationToken cancellationToken)
    {
        var frame = Files.FrameFiles.Open(request.Input).MapBlocks(graph, request.Map);
        var (rows, started) = (0L, Stopwatch.GetTimestamp());
        for (var i = 0; i < WarmRuns; i++)
        {
            foreach (var batch in frame.ToBatches(request.Engine, cancellationToken))
            {
                using (batch)
                {
                    rows += batch.Length;
                }
            }
        }

        return rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // What was written is read back and shown, which a stream or a folder of parts would not let it.
    private static string File(string path) => path == Files.TableFiles.Standard || path.EndsWith('/')
        ? throw new UsageException($"--output {path}: the demo writes one file. Fix: a .parquet, .arrow or .arrows file.")
        : OutputPath.Check(path);
}
