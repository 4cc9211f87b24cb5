namespace TensorFrames.Verbs;

/// <summary>What running a planned verb needs, whichever verb it is.</summary>
internal interface IVerbPlan
{
    IReadOnlyList<PlannedFeed> Feeds { get; }

    /// <summary>What every run is fed besides, after the feeds.</summary>
    IReadOnlyList<ConstantFeed> Constants { get; }

    /// <summary>Fetches in the order of their columns: sorted by name, ordinally.</summary>
    IReadOnlyList<GraphTensor> Fetches { get; }

    MapOptions Options { get; }

    ConversionTally Tally { get; }
}
