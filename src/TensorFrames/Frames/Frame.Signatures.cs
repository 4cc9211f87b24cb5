using TensorFrames.Models;

namespace TensorFrames;

/// <summary>The map verbs over a model's signature.</summary>
public sealed partial class Frame
{
    /// <summary>
    /// As <see cref="MapBlocks(Graph, MapOptions)"/>, with the signature's input keys for feeds and its output keys for fetches
    /// (none: all of its outputs). An input that is not fed is fed from the column of its key.
    /// </summary>
    /// <exception cref="GraphException">The signature cannot be frozen.</exception>
    /// <exception cref="PlanException">Signature, table and options do not fit together.</exception>
    public Frame MapBlocks(Signature signature, MapOptions options) => Map(signature, options, MapBlocks);

    /// <summary><see cref="MapBlocks(Signature, MapOptions)"/> of these outputs.</summary>
    public Frame MapBlocks(Signature signature, params string[] fetches) => MapBlocks(signature, new MapOptions { Fetches = fetches });

    /// <summary>As <see cref="MapBlocksTrimmed(Graph, MapOptions)"/>, with the signature's keys.</summary>
    public Frame MapBlocksTrimmed(Signature signature, MapOptions options) => Map(signature, options, MapBlocksTrimmed);

    /// <summary>As <see cref="MapRows(Graph, MapOptions)"/>, with the signature's keys.</summary>
    public Frame MapRows(Signature signature, MapOptions options) => Map(signature, options, MapRows);

    private static Frame Map(Signature signature, MapOptions options, Func<Graph, MapOptions, Frame> verb)
    {
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(options);
        return verb(signature.Graph, SignatureOptions.Of(signature, options));
    }
}
