using System.Buffers.Binary;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs.Rewriting;

/// <summary>Reads int32 and int64 constants out of a graph.</summary>
internal static class IntegerConst
{
    private const int LongestChain = 64;

    /// <summary>Whether an input is a constant, perhaps handed on unchanged, in which <paramref name="value"/> surely does not occur.</summary>
    public static bool Excludes(string input, BodyNodes nodes, long value) =>
        Source(input, nodes) is { } node && Values(node) is { } values && !values.Contains(value);

    /// <summary>The Const node behind an input; null where there is none.</summary>
    public static NodeDef? Source(string input, BodyNodes nodes)
    {
        for (var i = 0; i < LongestChain; i++)
        {
            if (nodes.Find(NodeInput.Parse(input).Node) is not { } node || node.Op == "Const")
            {
                return nodes.Find(NodeInput.Parse(input).Node);
            }

            if (node.Op is not ("Identity" or "Enter" or "StopGradient" or "Snapshot" or "Reshape") || node.Input.Count == 0)
            {
                return null;
            }

            input = node.Input[0];
        }

        return null;
    }

    /// <summary>The values written in a Const, each at least once; null where it is of another dtype or not readable.</summary>
    public static IReadOnlyList<long>? Values(NodeDef node)
    {
        if (!node.Attr.TryGetValue("value", out var attribute) || attribute.Tensor is not { } tensor)
        {
            return null;
        }

        var content = tensor.TensorContent.Span;
        switch ((DType)tensor.Dtype)
        {
            case DType.Int32 when content.Length != 0:
                var ints = new long[content.Length / sizeof(int)];
                for (var i = 0; i < ints.Length; i++)
                {
                    ints[i] = BinaryPrimitives.ReadInt32LittleEndian(content[(i * sizeof(int))..]);
                }

                return ints;
            case DType.Int64 when content.Length != 0:
                var longs = new long[content.Length / sizeof(long)];
                for (var i = 0; i < longs.Length; i++)
                {
                    longs[i] = BinaryPrimitives.ReadInt64LittleEndian(content[(i * sizeof(long))..]);
                }

                return longs;

            // No value at all means zeros; a short list means that its last value repeats.
            case DType.Int32:
                return tensor.IntVal.Count == 0 ? [0] : [.. tensor.IntVal.Select(v => (long)v)];
            case DType.Int64:
                return tensor.Int64Val.Count == 0 ? [0] : tensor.Int64Val;
            default:
                return null;
        }
    }
}
