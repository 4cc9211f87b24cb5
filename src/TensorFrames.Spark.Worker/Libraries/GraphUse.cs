namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>A loaded graph that a task uses: not let go before the task has disposed of this.</summary>
internal sealed class GraphUse(Graph graph, Action end) : IDisposable
{
    private Action? _end = end;

    internal Graph Graph => graph;

    public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
}
