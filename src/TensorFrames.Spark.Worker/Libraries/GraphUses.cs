namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>The graphs of one task, which it uses until it ends.</summary>
internal sealed class GraphUses : IDisposable
{
    private readonly List<GraphUse> _uses = [];

    internal Graph Add(GraphUse use)
    {
        _uses.Add(use);
        return use.Graph;
    }

    public void Dispose() => _uses.ForEach(u => u.Dispose());
}
