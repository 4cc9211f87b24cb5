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
        var model = new ModelArguments();
        var fetch = new Option<string[]>("--fetch") { Description = "Show this tensor and the placeholders it needs, in place of all outputs; repeat for more", HelpName = "name" };
        var feed = FreezeCommand.FeedOption();
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var runtime = new RuntimeOptions();
        var command = new Command("inspect", "Show a graph's placeholders and outputs, or a model's signatures and variables, with dtypes and shapes") { fetch, feed, json };
        model.AddTo(command);
        runtime.AddTo(command);
        CommandAction.Set(command, console, json, parsed =>
        {
            var (request, fetches, feeds) = (model.Read(parsed), parsed.GetValue(fetch) ?? [], parsed.GetValue(feed) ?? []);
            if (feeds.Length != 0 && (!request.IsModel || fetches.Length == 0))
            {
                throw new UsageException("--feed: only where tensors of a model are fetched. Fix: --fetch of what is computed of it, or leave --feed out.");
            }

            using var opened = request.IsModel ? Model.Load(request.Path, request.Options) : null;
            IReport report;
            if (opened is not null && request.Signature is null && fetches.Length == 0)
            {
                report = new ModelReport(opened);
            }
            else
            {
                using var tensorFlow = runtime.Load(parsed, console, cancellationToken);
                report = opened is null ? Inspect(GraphFile.Load(request.Path), fetches, tensorFlow) : InspectFrozen(opened, request, fetches, feeds, tensorFlow);
            }

            report.Write(parsed.GetValue(json), console.Out);
            return ExitCodes.Ok;
        });
        return command;
    }

    // What a run of this signature, or of these tensors, would load.
    private static InspectReport InspectFrozen(Model model, ModelRequest request, string[] fetches, string[] feeds, TensorFlowRuntime tensorFlow) =>
        Inspect(GraphFile.Load(request.SignatureOf(model, fetches, feeds)?.Freeze() ?? model.Freeze(fetches, feeds), model.Source), fetches, tensorFlow);

    private static InspectReport Inspect(GraphFile file, string[] fetches, TensorFlowRuntime tensorFlow)
    {
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
