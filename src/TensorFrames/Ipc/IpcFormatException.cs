namespace TensorFrames.Ipc;

/// <summary>What is wrong with the bytes, without saying whose: the reader adds the table's name and the message's place.</summary>
internal sealed class IpcFormatException(string message, string? column = null, Exception? inner = null)
    : Exception(message, inner)
{
    public string? Column { get; } = column;
}
