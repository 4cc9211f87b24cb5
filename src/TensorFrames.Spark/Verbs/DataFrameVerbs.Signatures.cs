using TensorFrames.Models;

namespace TensorFrames.Spark;

/// <summary>The map verbs over a model's signature, whose frozen graph is what is sent.</summary>
public static partial class DataFrameVerbs
{
    /// <summary>As <see cref="MapBlocks(DataFrame, Graph, MapOptions, ExecutorOptions)"/>, with the signature's input keys for feeds and its output keys for fetches (none: all of its outputs).</summary>
    /// <exception cref="GraphException">The signature cannot be frozen.</exception>
    public static DataFrame MapBlocks(this DataFrame frame, Signature signature, MapOptions options, ExecutorOptions? executors = null)
    {
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(options);
        return frame.MapBlocks(signature.Graph, SignatureOptions.Of(signature, options), executors);
    }

    /// <summary>As <see cref="MapRows(DataFrame, Graph, MapOptions, ExecutorOptions)"/>, likewise.</summary>
    /// <exception cref="GraphException">The signature cannot be frozen.</exception>
    public static DataFrame MapRows(this DataFrame frame, Signature signature, MapOptions options, ExecutorOptions? executors = null)
    {
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(options);
        return frame.MapRows(signature.Graph, SignatureOptions.Of(signature, options), executors);
    }
}
