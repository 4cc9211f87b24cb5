using System.CommandLine;
using TensorFrames.Cli.Output;
using TensorFrames.Cli.Parsing;
using TensorFrames.Graphs;
using TensorFrames.Verbs;

namespace TensorFrames.Cli.Commands;

/// <summary><c>tframes inspect</c>: what a graph takes and gives.</summary>
internal static class InspectCommand
{
    internal static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var model = new Argument<string>("MODEL") { Description = "A frozen GraphDef (.pb)" };
        var fetch = new Option<string[]>("--fetch") { Description = "Show this tensor and the placeholders it needs, in place of all outputs; repeat for more", HelpName = "name" };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var runtime = new RuntimeOptions();
        var command = new Command("inspect", "Show a graph's placeholders and outputs, with dtypes and shapes") { model, fetch, json };
        runtime.AddTo(command);
        CommandAction.Set(command, console, json, parsed =>
        {
            var path = GivenPath.Check(model.Name, parsed.GetRequiredValue(model));
            using var tensorFlow = runtime.Load(parsed, console, cancellationToken);
            IReport report = Inspect(path, parsed.GetValue(fetch) ?? [], tensorFlow);
            report.Write(parsed.GetValue(json), console.Out);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static InspectReport Inspect(string model, string[] fetches, TensorFlowRuntime tensorFlow)
    {
        var file = GraphFile.Load(model);
        try
        {
            using var graph = Graph.Load(file, tensorFlow);
            return fetches.Length == 0
                ? new InspectReport(file.Source, tensorFlow.Version, graph.Facts, graph.Placeholders, graph.Facts.Outputs, graph.Changes, null)
                : new InspectReport(file.Source, tensorFlow.Version, graph.Facts, FetchReach.Placeholders(file, [.. fetches.Select(TensorName.Parse)]), [.. fetches.Select(((IGraphModel)graph).Fetch)], graph.Changes, null);
        }
        catch (GraphException error) when (fetches.Length == 0)
        {
            // What this runtime cannot run can still be described, without the shapes that it would infer.
            var facts = GraphReader.Describe(file, tensorFlow.Registry);
            return new InspectReport(file.Source, tensorFlow.Version, facts, facts.Placeholders, facts.Outputs, [], error);
        }
    }
}
