using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using static TensorFrames.Graphs.ProtoParts;

namespace TensorFrames.Graphs.Segments;

/// <summary>
/// Writes the graph that reduces what stands for means while groups are reduced in pieces: a Sum of sums and a Sum of counts
/// for each, behind the graph itself where other fetches need it.
/// </summary>
internal static class MeanGraphDef
{
    /// <param name="original">The graph; empty where every fetch is a mean.</param>
    /// <param name="versions">The graph's.</param>
    /// <param name="means">The means.</param>
    internal static byte[] Of(ReadOnlySpan<byte> original, VersionDef versions, IReadOnlyList<MeanReduction> means)
    {
        var more = new GraphDef { Versions = original.IsEmpty ? versions : null };
        foreach (var mean in means)
        {
            var axis = more.Constant(mean.Scope + "axis", [0]);
            Sum(mean.SumInput, mean.Sum, mean.Wide, null, axis);
            Sum(mean.CountInput, mean.Count, DType.Int64, [-1], axis);
        }

        // Messages one after another are one message, with the nodes of both.
        return [.. original, .. more.ToByteArray()];

        void Sum(string fed, string name, DType dtype, long[]? dims, string axis) =>
            more.Add(name, "Sum", [more.Placeholder(fed, dtype, dims), axis], ("T", Type(dtype)), ("Tidx", Type(DType.Int32)), ("keep_dims", new AttrValue { B = false }));
    }
}
