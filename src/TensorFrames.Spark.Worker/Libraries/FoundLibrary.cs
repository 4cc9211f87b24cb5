namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>A libtensorflow on this machine.</summary>
/// <param name="Path">The file.</param>
/// <param name="Source">How it was found, for people.</param>
internal sealed record FoundLibrary(string Path, string Source);
