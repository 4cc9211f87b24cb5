namespace TensorFrames.Ipc;

/// <summary>One message of an IPC file: where it begins, and its bytes with the body.</summary>
internal readonly record struct FileBlock(long Offset, long Length);
