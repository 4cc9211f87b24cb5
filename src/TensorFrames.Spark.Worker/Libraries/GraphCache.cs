using TensorFrames.Graphs;

namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>
/// Graphs by libtensorflow and hash: loaded once, however many tasks ask at the same time. Of those that no task uses the
/// ones used last are kept, so that a long session with many graphs does not grow without end.
/// </summary>
internal sealed class GraphCache
{
    private const int Milliseconds = 50;

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long _clock;

    /// <param name="library">What runs it.</param>
    /// <param name="source">Where it is.</param>
    /// <param name="filesFolder">Where the session's files lie.</param>
    /// <param name="most">Graphs kept loaded; those in use are anyway.</param>
    /// <param name="cancelled">Ends the waiting for another task's load, and its own between reading and importing.</param>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    internal GraphUse Use(OpenLibrary library, TaskGraph source, string filesFolder, int most, CancellationToken cancelled)
    {
        var key = $"{library.Runtime.LibraryPath}\n{source.Hash}";
        Entry entry;
        lock (_entries)
        {
            entry = _entries.TryGetValue(key, out var there) ? there : _entries[key] = new Entry();
            entry.Users++;
        }

        try
        {
            return new GraphUse(Loaded(entry, library, source, filesFolder, cancelled), () => End(entry, most));
        }
        catch
        {
            End(entry, most);
            throw;
        }
    }

    private void End(Entry entry, int most)
    {
        List<Graph> gone = [];
        lock (_entries)
        {
            entry.Users--;
            entry.LastUse = ++_clock;
            foreach (var (key, idle) in _entries.Where(e => e.Value.Users == 0).OrderBy(e => e.Value.LastUse).ToList())
            {
                // What could not be loaded is tried again by the next task.
                if (_entries.Count > most || idle.Graph is null)
                {
                    _entries.Remove(key);
                    gone.AddRange(idle.Graph is { } graph ? [graph] : []);
                }
            }
        }

        gone.ForEach(g => g.Dispose());
    }

    private static Graph Loaded(Entry entry, OpenLibrary library, TaskGraph source, string filesFolder, CancellationToken cancelled)
    {
        while (!Monitor.TryEnter(entry, Milliseconds))
        {
            cancelled.ThrowIfCancellationRequested();
        }

        try
        {
            return entry.Graph ??= Load(library, source, filesFolder, cancelled);
        }
        finally
        {
            Monitor.Exit(entry);
        }
    }

    private static Graph Load(OpenLibrary library, TaskGraph source, string filesFolder, CancellationToken cancelled)
    {
        // Small ones are kept, large ones read again where another form is made of them: rows stacked, groups at once.
        ReadOnlyMemory<byte> Bytes() => source.File.Length == 0 ? source.Bytes : Read(source, filesFolder);
        var file = GraphFile.LoadToRun(Bytes(), source.Name, Bytes);
        cancelled.ThrowIfCancellationRequested();
        return file.Hash == source.Hash ? Graph.Load(file, library.Runtime)
            : throw new GraphException($"Graph '{source.Name}' is not the one that the driver sent: its SHA-256 is {file.Hash}, {source.Hash} wanted. Fix: send it again.");
    }

    private static byte[] Read(TaskGraph source, string filesFolder)
    {
        if (source.File != Path.GetFileName(source.File))
        {
            throw new GraphException($"Graph '{source.Name}' is to be read from '{source.File}', which is no file of the session's.");
        }

        var path = Path.Combine(filesFolder, source.File);
        return File.Exists(path) ? GraphBytes.Read(path)
            : throw new GraphException($"Graph '{source.Name}' is not among the session's files on executor {Environment.MachineName}: there is no {source.File}. Fix: run the verb again, which sends it.");
    }

    private sealed class Entry
    {
        internal Graph? Graph { get; set; }

        internal int Users { get; set; }

        internal long LastUse { get; set; }
    }
}
