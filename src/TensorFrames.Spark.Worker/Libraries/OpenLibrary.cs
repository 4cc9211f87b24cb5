namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>A libtensorflow that is open in this process.</summary>
/// <param name="Runtime">It.</param>
/// <param name="Source">How it was found, for people.</param>
internal sealed record OpenLibrary(TensorFlowRuntime Runtime, string Source);
