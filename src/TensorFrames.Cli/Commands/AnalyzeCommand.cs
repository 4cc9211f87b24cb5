using System.CommandLine;
using TensorFrames.Cli.Output;
using TensorFrames.Cli.Parsing;
using TensorFrames.Cli.Running;
using TensorFrames.Cli.Spark;
using TensorFrames.Files;
using TensorFrames.Spark;

namespace TensorFrames.Cli.Commands;

/// <summary><c>tframes analyze</c>: dtypes and shapes of a table's cells, found by reading all of them.</summary>
internal static class AnalyzeCommand
{
    internal static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var path = new Argument<string>("PATH") { Description = "Table to read, as --input of run takes it; on Spark too" };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var format = new Option<string?>("--input-format") { Description = "On Spark: the input's format, where its name does not tell", HelpName = "format" };
        var option = new Option<string[]>("--input-option") { Description = "On Spark: an option of the input's format; repeat for more", HelpName = "key=value" };
        var spark = new SparkOptions(runsGraphs: false);
        var command = new Command("analyze", "Show dtypes and shapes of a table's cells, found by reading all of them") { path, json, format, option };
        spark.AddTo(command);
        CommandAction.Set(command, console, json, parsed =>
        {
            var input = GivenPath.Check(path.Name, parsed.GetRequiredValue(path));
            var options = Pair.All(option.Name, parsed.GetValue(option) ?? [], "key=value", value => value);
            IReport report = spark.Read(parsed, format, option) is { } target
                ? OnSparkAsync(target, SparkInput.Parse(input, parsed.GetValue(format), options), cancellationToken).GetAwaiter().GetResult()
                : Here(input, cancellationToken);
            report.Write(parsed.GetValue(json), console.Out);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static AnalyzeReport Here(string path, CancellationToken cancellationToken)
    {
        var frame = Frame.From(TableInput.Open(path, new TableFileOptions(), cancellationToken));
        return new AnalyzeReport(frame.Schema!, frame.ScanShapes(cancellationToken: cancellationToken));
    }

    private static async Task<AnalyzeReport> OnSparkAsync(SparkTarget target, SparkInput input, CancellationToken cancellationToken)
    {
        var session = await target.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var stopping = session.ConfigureAwait(false);
        var frame = input.Open(session, new TableFileOptions(), cancellationToken);
        return new AnalyzeReport(await frame.SchemaAsync(cancellationToken).ConfigureAwait(false), await frame.ScanShapesAsync(cancellationToken).ConfigureAwait(false));
    }
}
