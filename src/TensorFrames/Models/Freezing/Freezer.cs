using Google.Protobuf;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Proto;
using TensorFrames.Models.Values;

namespace TensorFrames.Models.Freezing;

/// <summary>Makes frozen GraphDefs of one meta graph: variables, tables and assets become constants of the graph.</summary>
internal sealed class Freezer(MetaGraph model, bool allowFileOps)
{
    /// <summary>The graph that some tensors need, under the model's own names, with a placeholder for each tensor that is fed.</summary>
    public GraphDef Of(IReadOnlyList<TensorName> fetches, IReadOnlyList<TensorName> feeds)
    {
        var (cut, placeholders) = Cut(feeds);
        return Of(cut, fetches, placeholders.Values);
    }

    /// <summary>The placeholders that <see cref="Of(IReadOnlyList{TensorName}, IReadOnlyList{TensorName})"/> gives these tensors.</summary>
    public IReadOnlyDictionary<string, string> PlaceholdersOf(IReadOnlyList<TensorName> feeds) => Cut(feeds).Placeholders;

    /// <summary>The graph of a signature, with placeholders and outputs named by its keys.</summary>
    /// <param name="signature">What is fed and fetched.</param>
    /// <param name="allInputs">Whether placeholders stay that no output needs: a signature lists them.</param>
    public (GraphDef Def, SignatureNames Names) Of(SignatureDef signature, bool allInputs)
    {
        var (cut, placeholders) = FeedCut.Of(model.Def, signature.Inputs);
        var def = Of(cut, [.. signature.Outputs.Values.Select(o => TensorName.Parse(o.Name))], allInputs ? placeholders.Values : null);
        return (def, SignatureNames.Apply(def, placeholders, signature.Outputs));
    }

    /// <summary>Ops that read or write files, among those that a signature's outputs need.</summary>
    public IReadOnlyList<string> FileOpsOf(SignatureDef signature)
    {
        // What is made of several tensors is fed by none of them: it is refused when the signature is frozen.
        var (cut, _) = FeedCut.Of(model.Def, signature.Inputs.Where(i => i.Value.Name.Length > 0 && !i.Value.Name.StartsWith('^')));
        return OpTraits.Used(FreezeGraph.Of(cut, GraphIndex.Build(cut, model.Source), signature.Outputs.Values.Select(o => NodeInput.Parse(o.Name).Node)).Def, FileOps.Has);
    }

    /// <exception cref="GraphException">It would not fit into one protobuf message.</exception>
    public static byte[] ToBytes(GraphDef def, string source)
    {
        var bytes = new ValueBytes(source);
        foreach (var node in GraphBody.Of(def).SelectMany(b => b.Nodes))
        {
            bytes.Add(BytesOf(node));
        }

        return def.ToByteArray();
    }

    // Protobuf counts in int, which the largest values are beyond; a text has a tag and its length beside.
    private static long BytesOf(NodeDef node) => node.Attr.GetValueOrDefault("value")?.Tensor is { } value && (!value.TensorContent.IsEmpty || value.StringVal.Count != 0)
        ? value.TensorContent.Length + value.StringVal.Sum(s => s.Length + 6L) : node.CalculateSize();

    private (GraphDef Def, Dictionary<string, string> Placeholders) Cut(IReadOnlyList<TensorName> feeds) =>
        FeedCut.Of(model.Def, feeds.Distinct().Select(f => KeyValuePair.Create(f.ToString(), FedTensor.Of(model.Def, f, model.Source))));

    private GraphDef Of(GraphDef def, IReadOnlyList<TensorName> fetches, IEnumerable<string>? placeholders = null)
    {
        var index = GraphIndex.Build(def, model.Source);
        RecursionCheck.Run(def, model.Source);
        foreach (var fetch in fetches.Where(f => index.NumberOf(f.Operation) < 0))
        {
            throw new GraphException($"'{model.Source}': no node '{fetch.Operation}' is in its graph.{NearNames.Hint(fetch.Operation, index.Names)} Fix: name an operation of the graph.") { Node = fetch.Operation };
        }

        var roots = fetches.Select(f => f.Operation).Concat(placeholders ?? []).Distinct(StringComparer.Ordinal).ToList();
        var graph = FreezeGraph.Of(def, index, roots);
        OtherState.Refuse(graph);
        var values = model.Values;
        var bytes = new ValueBytes(model.Source);
        VariableFolding.Run(graph, values, bytes);
        TableFolding.Run(graph, values, bytes);
        AssetReads.Fold(graph, values);
        graph.Prune(roots, model.Source);
        AssetReads.Check(graph.Def, allowFileOps, model.Source);
        return graph.Def;
    }
}
