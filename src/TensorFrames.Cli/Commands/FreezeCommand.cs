using System.CommandLine;
using TensorFrames.Cli.Output;
using TensorFrames.Cli.Parsing;
using TensorFrames.Graphs;

namespace TensorFrames.Cli.Commands;

/// <summary><c>tframes freeze</c>: a model as one frozen graph that needs no files. It needs no libtensorflow.</summary>
internal static class FreezeCommand
{
    internal static Command Create(CliConsole console)
    {
        var model = new ModelArguments();
        var output = new Option<string>("--output", "-o") { Required = true, Description = "The frozen GraphDef to write (.pb)", HelpName = "path" };
        var fetch = new Option<string[]>("--fetch") { Description = "Tensor, or output of the signature, to keep with what it needs; default: all outputs; repeat for more", HelpName = "name" };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var command = new Command("freeze", "Put a model's variables, lookup tables and assets into one graph that needs no files");
        model.AddTo(command);
        command.Options.Add(output);
        command.Options.Add(fetch);
        command.Options.Add(json);
        CommandAction.Set(command, console, json, parsed =>
        {
            var (request, fetches) = (model.Read(parsed), parsed.GetValue(fetch) ?? []);
            var path = GivenPath.Check(output.Name, parsed.GetRequiredValue(output));
            if (!request.IsModel)
            {
                throw new UsageException($"'{request.Path}' is taken for a frozen graph, which is frozen already. Fix: a SavedModel's folder or a .meta file; or, where it has variables, the checkpoint with their values (--checkpoint).");
            }

            IReport report = Freeze(request, fetches, path);
            report.Write(parsed.GetValue(json), console.Out);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static FreezeReport Freeze(ModelRequest request, string[] fetches, string path)
    {
        using var model = Model.Load(request.Path, request.Options);
        var signature = request.SignatureOf(model, fetches);
        var bytes = signature is null ? model.Freeze(fetches) : fetches.Length == 0 ? signature.Freeze() : signature.Freeze(fetches);
        WholeFile.Write(path, bytes);
        var frozen = GraphFile.Load(bytes, path);
        return new FreezeReport(model.Source, path, frozen, signature?.Name, [.. signature?.Outputs.Where(o => fetches.Length == 0 || fetches.Contains(o.Name)) ?? []]);
    }
}
