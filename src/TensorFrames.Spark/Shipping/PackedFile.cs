namespace TensorFrames.Spark.Shipping;

/// <summary>One file of an archive.</summary>
/// <param name="Name">Its path inside.</param>
/// <param name="Path">Where it lies now.</param>
/// <param name="IsExecutable">Whether it may be run where it is unpacked.</param>
internal sealed record PackedFile(string Name, string Path, bool IsExecutable = false);
