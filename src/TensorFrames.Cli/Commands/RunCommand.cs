using System.CommandLine;
using TensorFrames.Cli.Output;
using TensorFrames.Cli.Progress;
using TensorFrames.Cli.Running;
using TensorFrames.Cli.Spark;
using TensorFrames.Files;

namespace TensorFrames.Cli.Commands;

/// <summary><c>tframes run</c>: a graph over a table.</summary>
internal static class RunCommand
{
    internal static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var (options, runtime) = (new RunOptions(), new RuntimeOptions());
        var command = new Command("run", "Run a graph over a table, block by block");
        options.AddTo(command);
        runtime.AddTo(command);
        CommandAction.Set(command, console, options.Json, parsed =>
        {
            var request = options.Read(parsed);
            using var tensorFlow = runtime.Load(parsed, console, cancellationToken);
            using var model = request.Model.Open(tensorFlow, request.Map, request.Constants);
            var graph = model.Graph;
            request = request with { Map = model.Map };
            IReport report;
            using (var display = ProgressDisplay.For(console))
            {
                report = request.Spark is { } spark
                    ? new SparkRunReport(request, spark, SparkJob.RunAsync(request, spark, graph, display, cancellationToken).GetAwaiter().GetResult(), graph)
                    : new RunReport(request, RunJob.Run(request, graph, display, cancellationToken), graph);
            }

            var json = parsed.GetValue(options.Json);
            report.Write(json, !json && request.Output == TableFiles.Standard ? console.Error : console.Out);
            return ExitCodes.Ok;
        });
        return command;
    }
}
