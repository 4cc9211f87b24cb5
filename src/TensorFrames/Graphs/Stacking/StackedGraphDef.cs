using Google.Protobuf;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs.Stacking;

/// <summary>Writes the part of a graph that runs rows stacked: its placeholders have a leading dimension of any size.</summary>
internal static class StackedGraphDef
{
    internal static byte[] Of(ReadOnlySpan<byte> original, IReadOnlySet<string> nodes, IReadOnlyList<string> feeds)
    {
        var def = GraphDef.Parser.ParseFrom(original);
        var stacked = new GraphDef { Versions = def.Versions };
        foreach (var node in def.Node.Where(n => nodes.Contains(n.Name)))
        {
            // Shapes that a writer left as a hint; TensorFlow compares them with those it infers.
            node.Attr.Remove("_output_shapes");
            // An old graph's [] means that nothing is known.
            if (feeds.Contains(node.Name) && GraphReader.Placeholder(node, def).Shape.HasRank)
            {
                node.Attr["shape"].Shape.Dim.Insert(0, new TensorShapeProto.Types.Dim { Size = -1 });
            }

            stacked.Node.Add(node);
        }

        return stacked.ToByteArray();
    }
}
