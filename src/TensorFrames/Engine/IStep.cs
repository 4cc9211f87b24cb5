using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>A planned map over blocks and the sessions it runs in.</summary>
internal interface IStep : IBlockStep
{
    MapPlan Plan { get; }

    VerbExplanation Explain();
}
