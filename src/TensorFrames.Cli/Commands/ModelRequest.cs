using TensorFrames.Cli.Parsing;
using TensorFrames.Models;

namespace TensorFrames.Cli.Commands;

/// <summary>A model as a command was given it.</summary>
/// <param name="Path">A frozen graph, or a model.</param>
/// <param name="Signature">The one named; null: the default one.</param>
/// <param name="Options">Tags and the like.</param>
internal sealed record ModelRequest(string Path, string? Signature, ModelOptions Options)
{
    // With a checkpoint's values, a GraphDef is one too.
    internal bool IsModel => Options.Checkpoint is not null || Model.IsModel(Path);

    /// <summary>Opens it to run these fetches: a frozen graph as it is, a signature by its keys, other tensors frozen.</summary>
    /// <param name="runtime">To run it.</param>
    /// <param name="map">Feeds and fetches by these names.</param>
    /// <param name="constants">Placeholder, or input of the signature → its value's text.</param>
    /// <exception cref="TensorFramesException">It cannot be loaded, or has no such signature, tensor or input, or a value is no text of its dtype.</exception>
    internal OpenModel Open(TensorFlowRuntime runtime, MapOptions map, IReadOnlyDictionary<string, string> constants)
    {
        if (!IsModel)
        {
            var graph = Graph.Load(Path, runtime);
            try
            {
                return new OpenModel(graph, map with { Constants = ConstantText.Read(graph, constants) }, null);
            }
            catch
            {
                graph.Dispose();
                throw;
            }
        }

        var model = Model.Load(Path, Options, runtime);
        try
        {
            if (SignatureOf(model, map.Fetches) is not { } signature)
            {
                // What is fed and is no placeholder becomes one.
                var cuts = model.Cuts([.. map.Feeds.Keys, .. constants.Keys]);
                var tensors = model.Graph(map.Fetches, [.. cuts.Keys]);
                string Placeholder(string name) => cuts.GetValueOrDefault(name, name);
                return new OpenModel(tensors, map with
                {
                    Feeds = map.Feeds.ToDictionary(f => Placeholder(f.Key), f => f.Value, StringComparer.Ordinal),
                    Nulls = map.Nulls.ToDictionary(n => Placeholder(n.Key), n => n.Value, StringComparer.Ordinal),
                    Shapes = map.Shapes.ToDictionary(s => Placeholder(s.Key), s => s.Value, StringComparer.Ordinal),
                    Constants = ConstantText.Read(tensors, constants.ToDictionary(c => Placeholder(c.Key), c => c.Value, StringComparer.Ordinal)),
                }, model);
            }

            var keyed = map with { Constants = ConstantText.Read(signature.Graph, constants, key => SignatureOptions.PlaceholderOf(signature, key)) };
            return new OpenModel(signature.Graph, SignatureOptions.Of(signature, keyed), model);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The signature meant; null where tensors are named and the model has none by default.</summary>
    /// <exception cref="UsageException">Tensors are fed, and no tensors are fetched.</exception>
    internal Signature? SignatureOf(Model model, IReadOnlyList<string> fetches, IReadOnlyList<string> feeds) =>
        SignatureOf(model, fetches) is not { } signature ? null
        : feeds.Count == 0 ? signature
        : throw new UsageException($"--feed: signature '{signature.Name}' says what it is fed. Fix: --fetch of tensors that are no outputs of it, or leave --feed out.");

    /// <summary>The signature meant; null where tensors are named and the model has none by default.</summary>
    internal Signature? SignatureOf(Model model, IReadOnlyList<string> fetches) =>
        Signature is not null ? model.Signatures[Signature]
        : fetches.Count > 0 && (model.Signatures.Count == 0 || !fetches.All(f => model.Signatures.TryDefault?.Outputs.Any(o => o.Name == f) == true)) ? null
        : model.Signatures.Default;
}
