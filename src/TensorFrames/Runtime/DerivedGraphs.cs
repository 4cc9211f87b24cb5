namespace TensorFrames;

/// <summary>
/// Second graphs that compute what a graph does in another form, one for each list of feeds, constants with their ranks, and
/// fetches asked for; null where there can be none.
/// </summary>
internal sealed class DerivedGraphs : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Graph?> _graphs = new(StringComparer.Ordinal);
    private bool _disposed;

    internal Graph? Of(IReadOnlyList<string> feeds, IReadOnlyDictionary<string, int> constants, IReadOnlyList<string> fetches, Func<Graph?> make)
    {
        var key = string.Join('\n', feeds) + "\n\n" + string.Join('\n', constants) + "\n\n" + string.Join('\n', fetches);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(Graph));
            if (!_graphs.TryGetValue(key, out var graph))
            {
                _graphs.Add(key, graph = make());
            }

            return graph;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var graph in _graphs.Values)
            {
                graph?.Dispose();
            }

            _graphs.Clear();
        }
    }
}
