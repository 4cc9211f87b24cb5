namespace TensorFrames;

/// <summary>
/// Base of every error this library raises on purpose. The message names column, tensor, dtype, shape and the fix where
/// there is one; the same facts stand in the properties.
/// </summary>
public class TensorFramesException : Exception
{
    /// <summary>Makes an error of one stage.</summary>
    public TensorFramesException(Stage stage, string message, Exception? inner = null)
        : base(message, inner) => Stage = stage;

    /// <summary>Where it was found.</summary>
    public Stage Stage { get; }

    /// <summary>The column at fault, if one is.</summary>
    public string? Column { get; init; }

    /// <summary>The tensor (placeholder or fetch) at fault, if one is.</summary>
    public string? Tensor { get; init; }

    /// <summary>The graph's node at fault, if one is.</summary>
    public string? Node { get; init; }

    /// <summary>The first row at fault, counted from 0 over the whole partition, if one is known.</summary>
    public long? Row { get; init; }

    /// <summary>TensorFlow's own error code (3 is INVALID_ARGUMENT), if the error came from there.</summary>
    public int? Code { get; init; }
}
