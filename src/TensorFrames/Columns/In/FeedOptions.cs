namespace TensorFrames.Columns.In;

/// <summary>What a user asked for one feed.</summary>
internal sealed record FeedOptions
{
    internal NullPolicy Nulls { get; init; } = NullPolicy.Error;

    internal bool IsMask { get; init; }

    internal bool Widen { get; init; }

    internal bool DecimalsAsDouble { get; init; }

    internal bool SparkTypes { get; init; }

    /// <summary>Whether each row is run by itself, so that cells may differ in shape.</summary>
    internal bool IsPerRow { get; init; }
}
