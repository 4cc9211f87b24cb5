using TensorFrames.Graphs;

namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>Graphs by libtensorflow and hash: loaded once, however many tasks ask at the same time.</summary>
internal sealed class GraphCache
{
    private readonly OnceTable<Graph> _graphs = new();

    internal Graph Get(OpenLibrary library, TaskGraph source, string filesFolder) =>
        _graphs.Get($"{library.Runtime.LibraryPath}\n{source.Hash}", () => Load(library, source, filesFolder));

    private static Graph Load(OpenLibrary library, TaskGraph source, string filesFolder)
    {
        var file = GraphFile.Load(source.File.Length == 0 ? source.Bytes : Read(source, filesFolder), source.Name);
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
}
