namespace TensorFrames.Verbs;

/// <summary>What a verb needs to know of a graph to be planned.</summary>
internal interface IGraphModel
{
    /// <summary>All placeholders.</summary>
    IReadOnlyList<TensorInfo> Placeholders { get; }

    /// <summary>Fetches used where none are named.</summary>
    IReadOnlyList<TensorInfo> Outputs { get; }

    /// <summary>The placeholders that these fetches reach.</summary>
    IReadOnlyList<TensorInfo> PlaceholdersOf(IReadOnlyList<string> fetches);

    /// <summary>A fetch by the name a user wrote.</summary>
    /// <exception cref="PlanException">No such operation (near names are offered), or no such output.</exception>
    TensorInfo Fetch(string name);

    /// <summary>Near placeholder names, for an unknown one; empty if none is near.</summary>
    IReadOnlyList<string> Near(string placeholder);
}
