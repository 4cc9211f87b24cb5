using Google.Protobuf;
using Google.Protobuf.Collections;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Proto;

namespace TensorFrames.Models;

/// <summary>Reads a model's graphs and chooses one by its tags.</summary>
internal static class ModelFile
{
    /// <exception cref="GraphException">It cannot be read, or no graph has these tags.</exception>
    public static MetaGraph Load(ModelPlace place, ModelOptions options)
    {
        var what = place.Folder is not null ? "SavedModel" : place.IsBare ? "GraphDef" : "MetaGraphDef";
        var bytes = ModelBytes.Read(place.Graph, what == "MetaGraphDef" ? "checkpoint's graph" : what);
        try
        {
            if (place.Folder is null)
            {
                var meta = place.IsBare ? new MetaGraphDef { GraphDef = GraphDef.Parser.ParseFrom(bytes) } : MetaGraphDef.Parser.ParseFrom(bytes);
                return new(meta, place.Graph, null, place.Checkpoint, options.Checkpoint);
            }

            var model = SavedModel.Parser.ParseFrom(bytes);
            return new(Choose(model.MetaGraphs, options.Tags, place.Folder), place.Folder, place.Folder, place.Checkpoint, options.Checkpoint);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new GraphException($"'{place.Graph}' is no valid {what} ({bytes.Length} bytes): it is damaged or cut short. Fix: write or copy the model again.", e);
        }
    }

    private static MetaGraphDef Choose(RepeatedField<MetaGraphDef> graphs, IReadOnlyCollection<string>? tags, string source)
    {
        if (graphs.Count == 0)
        {
            throw new GraphException($"'{source}' has no graph. Fix: save the model again.");
        }

        if (tags is null)
        {
            return graphs.FirstOrDefault(g => Tags(g) is ["serve"]) ?? (graphs.Count == 1 ? graphs[0]
                : throw new GraphException($"'{source}' has several graphs and none is tagged 'serve' alone: {Sets(graphs)}. Fix: name one by its tags (Tags, --tags)."));
        }

        return graphs.FirstOrDefault(g => Tags(g).ToHashSet(StringComparer.Ordinal).SetEquals(tags))
            ?? throw new GraphException($"'{source}' has no graph with the tags '{string.Join(",", tags)}'; has: {Sets(graphs)}. Fix: name one of these (Tags, --tags).");
    }

    private static RepeatedField<string> Tags(MetaGraphDef graph) => graph.MetaInfoDef?.Tags ?? [];

    private static string Sets(IEnumerable<MetaGraphDef> graphs) => string.Join("; ", graphs.Take(20).Select(g => $"'{string.Join(",", Tags(g))}'"));
}
