namespace TensorFrames.Verbs;

/// <summary>What the options say of a placeholder's cell, beside what the graph says.</summary>
internal static class GivenShapes
{
    /// <summary>The shape of a block that feeds the placeholder, its leading dimension the rows.</summary>
    /// <exception cref="PlanException">The graph says otherwise.</exception>
    internal static TensorShape BlockOf(GraphTensor placeholder, MapOptions options, bool perRow)
    {
        var block = perRow ? placeholder.Shape.WithRows(-1) : placeholder.Shape;
        if (!options.Shapes.TryGetValue(placeholder.Name, out var given) || !given.HasRank)
        {
            return block;
        }

        var wanted = given.WithRows(-1);
        return block.Fits(wanted) ? block.Merge(wanted) : throw new PlanException(
            $"Placeholder '{placeholder.Name}' ({placeholder.DType.Name()} {placeholder.Shape}) has no cells of {given}. "
            + $"Fix: a cell shape that fits {(block.Rank > 0 ? block.Cell : "the placeholder")} (Shapes, --shape {placeholder.Name}=…).")
        { Tensor = placeholder.Name };
    }
}
