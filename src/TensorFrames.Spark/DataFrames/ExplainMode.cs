namespace TensorFrames.Spark;

/// <summary>What to tell of a plan.</summary>
public enum ExplainMode
{
    /// <summary>The physical plan.</summary>
    Simple = 1,

    /// <summary>All plans, from parsed to physical.</summary>
    Extended = 2,

    /// <summary>The physical plan and the code made of it.</summary>
    Codegen = 3,

    /// <summary>The optimised plan with its statistics.</summary>
    Cost = 4,

    /// <summary>The physical plan as an outline, with details of each node.</summary>
    Formatted = 5,
}
