using TensorFrames.Tests.Graphs;

namespace TensorFrames.Tests.Conformance;

/// <summary>Graphs of means by key, over vectors of two.</summary>
internal static class MeanGraphs
{
    /// <summary>invs = 1 / x, count = 1.</summary>
    internal static GraphBuilder Inverses() => new GraphBuilder().Placeholder("x", DType.Float64, -1, 2).Node("invs", "Reciprocal", ["x"], GraphBuilder.T(DType.Float64))
        .Node("count", "OnesLike", ["x"], GraphBuilder.T(DType.Float64));

    /// <summary>Sums of both.</summary>
    internal static GraphBuilder Sums() => new GraphBuilder().Blocks("invs", "Sum", DType.Float64, 2).Blocks("count", "Sum", DType.Float64, 2);

    /// <summary>hm = count / invs.</summary>
    internal static GraphBuilder Harmonic() => new GraphBuilder().Placeholder("count", DType.Float64, -1, 2).Placeholder("invs", DType.Float64, -1, 2)
        .Node("hm", "RealDiv", ["count", "invs"], GraphBuilder.T(DType.Float64));

    /// <summary>logs = log x, count = 1.</summary>
    internal static GraphBuilder Logs() => new GraphBuilder().Placeholder("x", DType.Float64, -1, 2).Node("logs", "Log", ["x"], GraphBuilder.T(DType.Float64))
        .Node("count", "OnesLike", ["x"], GraphBuilder.T(DType.Float64));

    /// <summary>Sums of both.</summary>
    internal static GraphBuilder LogSums() => new GraphBuilder().Blocks("logs", "Sum", DType.Float64, 2).Blocks("count", "Sum", DType.Float64, 2);

    /// <summary>gm = exp(logs / count).</summary>
    internal static GraphBuilder Geometric() => new GraphBuilder().Placeholder("count", DType.Float64, -1, 2).Placeholder("logs", DType.Float64, -1, 2)
        .Node("mean", "RealDiv", ["logs", "count"], GraphBuilder.T(DType.Float64)).Node("gm", "Exp", ["mean"], GraphBuilder.T(DType.Float64));
}
