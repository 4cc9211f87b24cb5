namespace TensorFrames.Ipc;

/// <summary>How the buffers of a message are compressed.</summary>
public enum IpcCompression
{
    /// <summary>Not at all: the fastest to read.</summary>
    None,

    /// <summary>LZ4 frames.</summary>
    Lz4,

    /// <summary>Zstandard.</summary>
    Zstd,
}
