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
        var feed = FeedOption();
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var command = new Command("freeze", "Put a model's variables, lookup tables and assets into one graph that needs no files");
        model.AddTo(command);
        command.Options.Add(output);
        command.Options.Add(fetch);
        command.Options.Add(feed);
        command.Options.Add(json);
        CommandAction.Set(command, console, json, parsed =>
        {
            var (request, fetches, feeds) = (model.Read(parsed), parsed.GetValue(fetch) ?? [], parsed.GetValue(feed) ?? []);
            var path = GivenPath.Check(output.Name, parsed.GetRequiredValue(output));
            if (!request.IsModel)
            {
                throw new UsageException($"'{request.Path}' is taken for a frozen graph, which is frozen already. Fix: a SavedModel's folder or a .meta file; or, where it has variables, the checkpoint with their values (--checkpoint).");
            }

            IReport report = Freeze(request, fetches, feeds, path);
            report.Write(parsed.GetValue(json), console.Out);
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Tensors that are no placeholders and are fed: only where tensors are fetched, since a signature says what it is fed.</summary>
    internal static Option<string[]> FeedOption() => new("--feed") { Description = "A tensor, with --fetch of tensors, to become a placeholder, such as a queue's batch; repeat for more", HelpName = "name" };

    private static FreezeReport Freeze(ModelRequest request, string[] fetches, string[] feeds, string path)
    {
        using var model = Model.Load(request.Path, request.Options);
        var signature = request.SignatureOf(model, fetches, feeds);
        var bytes = signature is null ? model.Freeze(fetches, feeds) : fetches.Length == 0 ? signature.Freeze() : signature.Freeze(fetches);
        WholeFile.Write(path, bytes);
        var frozen = GraphFile.Load(bytes, path);
        return new FreezeReport(model.Source, path, frozen, signature?.Name, [.. signature?.Outputs.Where(o => fetches.Length == 0 || fetches.Contains(o.Name)) ?? []]);
    }
}
