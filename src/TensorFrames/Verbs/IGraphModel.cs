using TensorFrames.Graphs.Segments;

namespace TensorFrames.Verbs;

/// <summary>What a verb needs to know of a graph to be planned.</summary>
internal interface IGraphModel
{
    /// <summary>All placeholders.</summary>
    IReadOnlyList<GraphTensor> Placeholders { get; }

    /// <summary>Fetches used where none are named.</summary>
    IReadOnlyList<GraphTensor> Outputs { get; }

    /// <summary>The placeholders that these fetches reach.</summary>
    IReadOnlyList<GraphTensor> PlaceholdersOf(IReadOnlyList<string> fetches);

    /// <summary>A fetch by the name a user wrote.</summary>
    /// <exception cref="PlanException">No such operation (near names are offered), or no such output.</exception>
    GraphTensor Fetch(string name);

    /// <summary>What this fetch is where it is the mean of the placeholder over axis 0, of any dtype; else null.</summary>
    MeanReduction? MeanOf(string placeholder, string fetch);

    /// <summary>The error for a feed that names no placeholder; near names are offered.</summary>
    PlanException UnknownPlaceholder(string name);
}
