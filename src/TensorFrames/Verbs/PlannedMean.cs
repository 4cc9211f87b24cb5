using TensorFrames.Graphs.Segments;

namespace TensorFrames.Verbs;

/// <summary>A fetch that is a mean. A mean of means is not the mean, so partial results hold a sum in the fetch's place, and a count.</summary>
/// <param name="Fetch">Which fetch, and where partial results have the sum.</param>
/// <param name="Count">Where partial results have the count.</param>
/// <param name="Reduction">What is run in its place.</param>
internal sealed record PlannedMean(int Fetch, int Count, MeanReduction Reduction);
