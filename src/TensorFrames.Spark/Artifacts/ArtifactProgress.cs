namespace TensorFrames.Spark;

/// <summary>How far the sending of artifacts is.</summary>
/// <param name="Name">The artifact on its way.</param>
/// <param name="Bytes">Bytes sent, of all artifacts of the call.</param>
/// <param name="TotalBytes">Bytes of all artifacts of the call.</param>
public readonly record struct ArtifactProgress(string Name, long Bytes, long TotalBytes);
