using TensorFrames.Graphs.Proto;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Tests.Conformance;

/// <summary>Graphs of K-means, in both of its forms.</summary>
internal static class KMeansGraphs
{
    /// <summary>index = the nearest of the centres fed, distance = its square away, count = 1.</summary>
    internal static GraphBuilder Nearest(int clusters, int width) => new GraphBuilder().Placeholder("x", DType.Float64, -1, width).Placeholder("centres", DType.Float64, clusters, width)
        .Int32Scalar("one", 1).Int32Scalar("two", 2)
        .Node("points", "ExpandDims", ["x", "one"], GraphBuilder.T(DType.Float64), ("Tdim", GraphBuilder.Type(DType.Int32)))
        .Node("away", "Sub", ["points", "centres"], GraphBuilder.T(DType.Float64)).Node("squares", "Square", ["away"], GraphBuilder.T(DType.Float64))
        .Node("distances", "Sum", ["squares", "two"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)))
        .Node("index", "ArgMin", ["distances", "one"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)), ("output_type", GraphBuilder.Type(DType.Int64)))
        .Node("count", "OnesLike", ["index"], GraphBuilder.T(DType.Int64));

    /// <summary>Sums of points and counts, for an aggregate.</summary>
    internal static GraphBuilder SumsOfKey(int width) => new GraphBuilder().Blocks("x", "Sum", DType.Float64, width).Blocks("count", "Sum", DType.Int64);

    /// <summary>sums and counts of a block's points by the nearest centre, with a leading 1.</summary>
    internal static GraphBuilder SumsOfBlock(int clusters, int width) => Nearest(clusters, width).Int32Scalar("clusters", clusters).Int32Scalar("zero", 0)
        .Node("ones", "Cast", ["count"], ("SrcT", GraphBuilder.Type(DType.Int64)), ("DstT", GraphBuilder.Type(DType.Float64)))
        .Node("sum", "UnsortedSegmentSum", ["x", "index", "clusters"], Segments).Node("number", "UnsortedSegmentSum", ["ones", "index", "clusters"], Segments)
        .Node("sums", "ExpandDims", ["sum", "zero"], GraphBuilder.T(DType.Float64), ("Tdim", GraphBuilder.Type(DType.Int32)))
        .Node("counts", "ExpandDims", ["number", "zero"], GraphBuilder.T(DType.Float64), ("Tdim", GraphBuilder.Type(DType.Int32)));

    /// <summary>Sums of the blocks' sums and counts.</summary>
    internal static GraphBuilder SumsOfBlocks(int clusters, int width) =>
        new GraphBuilder().Blocks("sums", "Sum", DType.Float64, clusters, width).Blocks("counts", "Sum", DType.Float64, clusters);

    private static (string, AttrValue)[] Segments =>
        [GraphBuilder.T(DType.Float64), ("Tindices", GraphBuilder.Type(DType.Int64)), ("Tnumsegments", GraphBuilder.Type(DType.Int32))];
}
