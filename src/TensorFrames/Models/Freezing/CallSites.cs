using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Freezing;

/// <summary>Ops that run functions, and which of their inputs and outputs are which of a function's.</summary>
internal static class CallSites
{
    /// <summary>A call of one function.</summary>
    /// <param name="Function">The function's name.</param>
    /// <param name="FirstInput">The number of the input that is the function's argument 0.</param>
    /// <param name="GivesResults">Whether the function's results are the node's outputs.</param>
    internal readonly record struct Call(string Function, int FirstInput, bool GivesResults);

    public static IEnumerable<Call> Of(NodeDef node, FunctionLibrary library)
    {
        switch (node.Op)
        {
            case "PartitionedCall" or "StatefulPartitionedCall":
                return Named(node, "f", 0, givesResults: true);
            case "If" or "StatelessIf":
                return [.. Named(node, "then_branch", 1, givesResults: true), .. Named(node, "else_branch", 1, givesResults: true)];
            case "Case" or "StatelessCase":
                return [.. (node.Attr.GetValueOrDefault("branches")?.List?.Func ?? []).Select(f => new Call(f.Name, 1, true))];
            case "While" or "StatelessWhile":
                return [.. Named(node, "cond", 0, givesResults: false), .. Named(node, "body", 0, givesResults: true)];
            default:
                return library.Find(node.Op) is null ? [] : [new Call(node.Op, 0, true)];
        }
    }

    /// <summary>Whether a node is a loop: what goes in comes out at the same place.</summary>
    public static bool IsLoop(NodeDef node) => node.Op is "While" or "StatelessWhile";

    private static Call[] Named(NodeDef node, string attribute, int firstInput, bool givesResults) =>
        node.Attr.GetValueOrDefault(attribute)?.Func is { } function ? [new(function.Name, firstInput, givesResults)] : [];
}
