namespace TensorFrames.Verbs;

/// <summary>Finds the constants that a run of some fetches is fed, and says which cannot be.</summary>
internal static class ConstantBinder
{
    /// <param name="reached">The placeholders that the run feeds.</param>
    /// <param name="options">Constants that the fetches do not reach are left out, as feeds are.</param>
    /// <exception cref="PlanException">One does not fit its placeholder.</exception>
    internal static List<ConstantFeed> Bind(IEnumerable<GraphTensor> reached, MapOptions options) =>
        [.. reached.Where(p => options.Constants.ContainsKey(p.Name)).Select(p => ConstantFeed.Of(p, options.Constants[p.Name]))];

    /// <summary>A constant is all that its placeholder gets.</summary>
    /// <exception cref="PlanException">It is fed from a column too, or is a mask, or has a null policy.</exception>
    internal static void CheckNames(MapOptions options)
    {
        foreach (var name in options.Constants.Keys)
        {
            var other = options.Feeds.TryGetValue(name, out var column) ? $"fed from column '{column}'"
                : options.Masks.Contains(name, StringComparer.Ordinal) ? "a mask of nulls"
                : options.Nulls.ContainsKey(name) ? "given a null policy"
                : options.Shapes.ContainsKey(name) ? "given a cell shape"
                : null;
            if (other is not null)
            {
                throw new PlanException($"Placeholder '{name}' is a constant (Constants, --const) and {other}. Fix: one of the two.") { Tensor = name };
            }
        }
    }
}
