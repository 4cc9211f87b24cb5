using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs.Segments;

/// <summary>A fetch that is a reduction of one placeholder over axis 0.</summary>
internal sealed record SegmentReduction(string Fetch, string Placeholder, DType DType, int Rank, SegmentRule Rule);

/// <summary>Walks from a fetch to its placeholder and says whether all that lies between is one reduction over axis 0.</summary>
internal static class SegmentWalk
{
    /// <summary>Null: it is not.</summary>
    internal static SegmentReduction? Of(GraphIndex index, TensorName fetch, string placeholder)
    {
        if (OpOf(index, fetch, placeholder) is not (var op, var fed))
        {
            return null;
        }

        var dtype = fed.Attr.TryGetValue("dtype", out var type) ? (DType)type.Type : DType.Unknown;
        var rank = RankOf(fed);
        return SegmentOps.RuleOf(op, dtype) is { } rule && (!rule.DividedByRows || rank > 0) ? new(fetch.Operation, placeholder, dtype, rank, rule) : null;
    }

    /// <summary>Null: it is no mean.</summary>
    internal static MeanReduction? MeanOf(GraphIndex index, TensorName fetch, string placeholder)
    {
        if (OpOf(index, fetch, placeholder) is not ("Mean", var fed))
        {
            return null;
        }

        var scope = $"tensorframes/{fetch.Operation}/";
        while (index.Names.Any(n => n.StartsWith(scope, StringComparison.Ordinal)))
        {
            scope = $"tensorframes/{scope}";
        }

        return new(placeholder, fed.Attr.TryGetValue("dtype", out var type) ? (DType)type.Type : DType.Unknown, scope);
    }

    // The reduction over axis 0, and its placeholder.
    private static (string Op, NodeDef Fed)? OpOf(GraphIndex index, TensorName fetch, string placeholder) =>
        fetch.Index == 0 && PastIdentities(index, fetch.Operation) is { Input.Count: 2 } reduction && !reduction.Input.Any(i => NodeInput.Parse(i) is { IsControl: true } or { Index: not 0 })
        && !(reduction.Attr.TryGetValue("keep_dims", out var keep) && keep.B)
        && PastIdentities(index, NodeInput.Parse(reduction.Input[0]).Node) is { Op: "Placeholder" } fed && fed.Name == placeholder
        && IsFirstAxis(PastIdentities(index, NodeInput.Parse(reduction.Input[1]).Node), RankOf(fed)) ? (reduction.Op, fed) : null;

    // A graph has no cycle of identities: its index was checked.
    private static NodeDef? PastIdentities(GraphIndex index, string name)
    {
        var node = index.Find(name);
        while (node is { Op: "Identity", Input.Count: 1 })
        {
            node = NodeInput.Parse(node.Input[0]) is { IsControl: false, Index: 0 } input ? index.Find(input.Node) : null;
        }

        return node;
    }

    private static bool IsFirstAxis(NodeDef? axis, int rank) => axis is { Op: "Const", Input.Count: 0 } && axis.Attr.TryGetValue("value", out var value)
        && Only(value.Tensor) is { } at && (at == 0 || (rank > 0 && at == -rank));

    // One value, as a scalar or a vector of one; in either of the ways that a tensor is written.
    private static long? Only(TensorProto? tensor)
    {
        if (tensor?.TensorShape is not { UnknownRank: false } shape || shape.Dim.Count > 1 || shape.Dim.Any(d => d.Size != 1))
        {
            return null;
        }

        var bytes = tensor.TensorContent.Span;
        return (DType)tensor.Dtype switch
        {
            DType.Int32 => bytes.Length == sizeof(int) ? BitConverter.ToInt32(bytes) : bytes.IsEmpty ? tensor.IntVal.FirstOrDefault() : null,
            DType.Int64 => bytes.Length == sizeof(long) ? BitConverter.ToInt64(bytes) : bytes.IsEmpty ? tensor.Int64Val.FirstOrDefault() : null,
            _ => null,
        };
    }

    private static int RankOf(NodeDef placeholder) =>
        placeholder.Attr.TryGetValue("shape", out var shape) && shape.Shape is { UnknownRank: false, Dim.Count: > 0 and var rank } ? rank : -1;
}
