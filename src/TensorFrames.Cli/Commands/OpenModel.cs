namespace TensorFrames.Cli.Commands;

/// <summary>A graph ready to run, with the options in its own names, and the model it is of.</summary>
internal sealed class OpenModel(Graph graph, MapOptions map, Model? model) : IDisposable
{
    internal Graph Graph { get; } = graph;

    internal MapOptions Map { get; } = map;

    public void Dispose()
    {
        model?.Dispose();
        if (model is null)
        {
            Graph.Dispose();
        }
    }
}
