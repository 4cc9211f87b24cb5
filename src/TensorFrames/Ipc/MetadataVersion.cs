namespace TensorFrames.Ipc;

/// <summary>Versions of the metadata that are read: 0.8 to 0.17 wrote V4, 1.0 and later V5.</summary>
internal enum MetadataVersion : short
{
    /// <summary>Unions have a validity buffer.</summary>
    V4 = 3,

    /// <summary>Current.</summary>
    V5 = 4,
}
