using System.Globalization;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Proto;

namespace TensorFrames.Models.Freezing;

/// <summary>Makes every tensor that a signature is fed a placeholder: a signature may feed any tensor of its graph.</summary>
internal static class FeedCut
{
    /// <summary>The graph, and the placeholder of each input by its key. The graph itself where all are placeholders already, else a copy.</summary>
    public static (GraphDef Def, Dictionary<string, string> Placeholders) Of(GraphDef def, IEnumerable<KeyValuePair<string, TensorInfo>> inputs)
    {
        var placeholders = new Dictionary<string, string>(StringComparer.Ordinal);
        var copy = def;
        foreach (var (key, info) in inputs.OrderBy(i => i.Key, StringComparer.Ordinal))
        {
            var tensor = TensorName.Parse(info.Name);
            var node = copy.Node.FirstOrDefault(n => n.Name == tensor.Operation);
            if (node is null || (GraphReader.CanBeFed(node) && tensor.Index == 0))
            {
                placeholders.Add(key, tensor.Operation);
                continue;
            }

            copy = ReferenceEquals(copy, def) ? def.Clone() : copy;
            placeholders.Add(key, Cut(copy, tensor, info));
        }

        return (copy, placeholders);
    }

    private static string Cut(GraphDef def, TensorName tensor, TensorInfo info)
    {
        var name = tensor.Operation;
        while (def.Node.Any(n => n.Name == name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{name}_{tensor.Index}");
        }

        foreach (var node in def.Node)
        {
            for (var i = 0; i < node.Input.Count; i++)
            {
                if (NodeInput.Parse(node.Input[i]) is { IsControl: false } input && input.Node == tensor.Operation && input.Index == tensor.Index)
                {
                    node.Input[i] = name;
                }
            }
        }

        def.Node.Add(new NodeDef
        {
            Name = name,
            Op = "Placeholder",
            Attr = { ["dtype"] = ProtoParts.Type(Tensors.DTypeOf(info)), ["shape"] = new AttrValue { Shape = info.TensorShape?.Clone() ?? new TensorShapeProto { UnknownRank = true } } },
        });
        return name;
    }
}
