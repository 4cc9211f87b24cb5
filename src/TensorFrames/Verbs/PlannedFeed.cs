using TensorFrames.Columns.In;

namespace TensorFrames.Verbs;

/// <summary>A feed and the input column it is taken from.</summary>
internal sealed record PlannedFeed(FeedSpec Spec, int Column);
