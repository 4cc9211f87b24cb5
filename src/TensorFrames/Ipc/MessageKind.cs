namespace TensorFrames.Ipc;

/// <summary>What a message holds.</summary>
internal enum MessageKind : byte
{
    /// <summary>Nothing: the stream has ended.</summary>
    End = 0,

    /// <summary>The schema.</summary>
    Schema = 1,

    /// <summary>Values of a dictionary.</summary>
    Dictionary = 2,

    /// <summary>A record batch.</summary>
    Batch = 3,
}
