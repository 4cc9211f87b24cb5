using TensorFrames.Verbs;

namespace TensorFrames.Aggregation;

/// <summary>Aggregates whose results must not be aggregated again: a mean of means is not the mean.</summary>
internal static class Means
{
    /// <summary>The first fetch that is a mean of its placeholder; null where none is.</summary>
    internal static GraphTensor? First(Graph graph, AggregatePlan plan) =>
        plan.Fetches.Where((fetch, i) => graph.IsMean(plan.Feeds[i].Spec.Placeholder, fetch.Name)).FirstOrDefault();

    /// <summary>The error for rows that would be reduced in pieces.</summary>
    internal static BlockException InPieces(GraphTensor mean, AggregatePlan plan) => new(
        $"{Named(mean)}, and the rows outgrow what is held at once (half of {plan.Asked.MemoryLimit:N0} bytes, and 1 GiB a part): a mean of means is not the mean. "
        + $"Fix: a larger limit (MemoryLimit, --memory-limit), or {Instead}.")
    { Tensor = mean.Name };

    /// <summary>The error for partitions that would be reduced by themselves.</summary>
    internal static PlanException OfPartitions(GraphTensor mean) => new(
        $"{Named(mean)}, and on Spark the results of partitions are aggregated again: a mean of means is not the mean. Fix: {Instead}.")
    { Tensor = mean.Name };

    private static string Instead => "fetch a sum and a count (the Sum of a column of ones) and divide after";

    private static string Named(GraphTensor mean) => $"Fetch '{mean.Name}' ({mean.DType.Name()} {mean.Shape}) is a mean";
}
