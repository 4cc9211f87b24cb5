using TensorFrames.Building;

namespace TensorFrames.Tests.Building;

/// <summary>Golden family 03, reduces and aggregates, written in C#.</summary>
internal static class RebuiltReductions
{
    internal static Action<RebuiltInputs> Blocks(string fetch, Func<Tensor, Tensor> reduce) => given => reduce(given[fetch + "_input"]).Named(fetch);

    internal static Action<RebuiltInputs> Rows(string fetch, Func<Tensor, Tensor, Tensor> reduce) => given => reduce(given[fetch + "_1"], given[fetch + "_2"]).Named(fetch);

    internal static Action<RebuiltInputs> All(params Action<RebuiltInputs>[] parts) => given => Array.ForEach(parts, part => part(given));
}
