using System.CommandLine;
using TensorFrames.Cli.Parsing;

namespace TensorFrames.Cli.Commands;

/// <summary>The model, and which of its graphs and signatures are meant.</summary>
internal sealed class ModelArguments
{
    private readonly Argument<string> _model = new("MODEL") { Description = "A frozen GraphDef (.pb), a SavedModel's folder, a checkpoint's graph (.meta), or, with --checkpoint, a GraphDef with variables" };
    private readonly Option<string?> _signature = new("--signature") { Description = "A signature of the model; feeds and fetches are then its inputs and outputs; default: serving_default, or the only one", HelpName = "name" };
    private readonly Option<string?> _tags = new("--tags") { Description = "Tags of a SavedModel's graph; default: serve, or the only graph", HelpName = "a,b" };
    private readonly Option<string?> _checkpoint = new("--checkpoint") { Description = "A checkpoint of TensorFlow 1 or 2, without .index, whose values the graph's variables take; default: the model's own", HelpName = "path" };
    private readonly Option<bool> _allowFiles = new("--allow-files") { Description = "Let the graph have ops that read or write files by themselves" };

    internal Option<bool> AllowFiles => _allowFiles;

    internal void AddTo(Command command)
    {
        command.Arguments.Add(_model);
        command.Options.Add(_signature);
        command.Options.Add(_tags);
        command.Options.Add(_checkpoint);
        command.Options.Add(_allowFiles);
    }

    /// <exception cref="UsageException">The path is empty, or an option does not go with a frozen graph.</exception>
    internal ModelRequest Read(ParseResult parsed)
    {
        var path = GivenPath.Check(_model.Name, parsed.GetRequiredValue(_model));
        var request = new ModelRequest(path, parsed.GetValue(_signature), new ModelOptions
        {
            Tags = parsed.GetValue(_tags)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Checkpoint = parsed.GetValue(_checkpoint),
            AllowFileOps = parsed.GetValue(_allowFiles),
        });
        var unfit = new (Option Option, bool Given)[] { (_signature, request.Signature is not null), (_tags, request.Options.Tags is not null) };
        return request.IsModel || unfit.FirstOrDefault(o => o.Given).Option is not { } option ? request
            : throw new UsageException($"{option.Name}: '{path}' is taken for a frozen graph, which has none of that. Fix: a SavedModel's folder or a .meta file, or leave it out.");
    }
}
