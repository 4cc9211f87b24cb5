using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models;

/// <summary>A signature's frozen graph.</summary>
/// <param name="Def">The graph.</param>
/// <param name="Inputs">Placeholder by input key.</param>
/// <param name="Outputs">Tensor by output key.</param>
internal sealed record FrozenSignature(GraphDef Def, IReadOnlyDictionary<string, string> Inputs, IReadOnlyDictionary<string, string> Outputs);
