using TensorFrames.Models;

namespace TensorFrames.Cli.Commands;

/// <summary>A model as a command was given it.</summary>
/// <param name="Path">A frozen graph, or a model.</param>
/// <param name="Signature">The one named; null: the default one.</param>
/// <param name="Options">Tags and the like.</param>
internal sealed record ModelRequest(string Path, string? Signature, ModelOptions Options)
{
    internal bool IsModel => Model.IsModel(Path);

    /// <summary>Opens it to run these fetches: a frozen graph as it is, a signature by its keys, other tensors frozen.</summary>
    /// <exception cref="TensorFramesException">It cannot be loaded, or has no such signature or tensor.</exception>
    internal OpenModel Open(TensorFlowRuntime runtime, MapOptions map)
    {
        if (!IsModel)
        {
            return new OpenModel(Graph.Load(Path, runtime), map, null);
        }

        var model = Model.Load(Path, Options, runtime);
        try
        {
            if (SignatureOf(model, map.Fetches) is not { } signature)
            {
                return new OpenModel(model.Graph(map.Fetches), map, model);
            }

            return new OpenModel(signature.Graph, SignatureOptions.Of(signature, map), model);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The signature meant; null where tensors are named and the model has none by default.</summary>
    internal Signature? SignatureOf(Model model, IReadOnlyList<string> fetches) =>
        Signature is not null ? model.Signatures[Signature]
        : fetches.Count > 0 && (model.Signatures.Count == 0 || !fetches.All(f => model.Signatures.TryDefault?.Outputs.Any(o => o.Name == f) == true)) ? null
        : model.Signatures.Default;
}
