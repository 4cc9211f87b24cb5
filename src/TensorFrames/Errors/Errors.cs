namespace TensorFrames;

/// <summary>libtensorflow cannot be found, fetched or opened.</summary>
public sealed class LibTensorFlowException(string message, Exception? inner = null)
    : TensorFramesException(Stage.Load, message, inner);

/// <summary>A model file is no valid graph, or holds what the loaded runtime cannot run.</summary>
public sealed class GraphException(string message, Exception? inner = null)
    : TensorFramesException(Stage.Load, message, inner);

/// <summary>Columns, placeholders, fetches and options do not fit together; nothing was read or run.</summary>
public sealed class PlanException(string message, Exception? inner = null)
    : TensorFramesException(Stage.Plan, message, inner);

/// <summary>A table is broken, cut short or of an unknown form.</summary>
public sealed class TableException(string message, Exception? inner = null)
    : TensorFramesException(Stage.Read, message, inner);

/// <summary>A block's values cannot become the tensors the graph wants, or its results cannot become columns.</summary>
public sealed class BlockException(string message, Exception? inner = null)
    : TensorFramesException(Stage.Run, message, inner);

/// <summary>TensorFlow reported an error while it ran a block.</summary>
public sealed class RunException(string message, Exception? inner = null)
    : TensorFramesException(Stage.Run, message, inner);

/// <summary>A result cannot be written.</summary>
public sealed class WriteException(string message, Exception? inner = null)
    : TensorFramesException(Stage.Write, message, inner);
