using TensorFrames.Models;
using TensorFrames.Verbs;

namespace TensorFrames.Spark;

/// <summary>The map verbs over a model's signature, whose frozen graph is what is sent.</summary>
public static partial class DataFrameVerbs
{
    /// <summary>As <see cref="MapBlocks(DataFrame, Graph, MapOptions, ExecutorOptions)"/>, with the signature's input keys for feeds and its output keys for fetches (none: all of its outputs).</summary>
    /// <exception cref="GraphException">The signature cannot be frozen.</exception>
    public static DataFrame MapBlocks(this DataFrame frame, Signature signature, MapOptions options, ExecutorOptions? executors = null) =>
        Map(frame, signature, options, executors, MapKind.Blocks);

    /// <summary><see cref="MapBlocks(DataFrame, Signature, MapOptions, ExecutorOptions)"/> of these outputs; inputs are fed from columns of their keys.</summary>
    public static DataFrame MapBlocks(this DataFrame frame, Signature signature, params IReadOnlyList<string> fetches) =>
        Map(frame, signature, new MapOptions { Fetches = fetches }, null, MapKind.Blocks);

    /// <summary>As <see cref="MapBlocksTrimmed(DataFrame, Graph, MapOptions, ExecutorOptions)"/>, likewise.</summary>
    /// <exception cref="GraphException">The signature cannot be frozen.</exception>
    public static DataFrame MapBlocksTrimmed(this DataFrame frame, Signature signature, MapOptions options, ExecutorOptions? executors = null) =>
        Map(frame, signature, options, executors, MapKind.Trimmed);

    /// <summary>As <see cref="MapRows(DataFrame, Graph, MapOptions, ExecutorOptions)"/>, likewise.</summary>
    /// <exception cref="GraphException">The signature cannot be frozen.</exception>
    public static DataFrame MapRows(this DataFrame frame, Signature signature, MapOptions options, ExecutorOptions? executors = null) =>
        Map(frame, signature, options, executors, MapKind.Rows);

    private static DataFrame Map(DataFrame frame, Signature signature, MapOptions options, ExecutorOptions? executors, MapKind kind)
    {
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(options);
        return Map(frame, signature.Graph, SignatureOptions.Of(signature, options), executors, kind);
    }
}
