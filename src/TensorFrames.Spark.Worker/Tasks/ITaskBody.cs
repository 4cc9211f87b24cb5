using System.Net.Sockets;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>What is done between a task's header and its end.</summary>
internal interface ITaskBody
{
    /// <summary>
    /// Reads the data section from <paramref name="input"/> to the end of its Arrow stream and not a byte further, and
    /// writes the reply (marker and Arrow stream, or nothing) to <paramref name="output"/>.
    /// </summary>
    /// <param name="header">The task.</param>
    /// <param name="input">The connection, after the header: nothing that follows has been taken from the socket, which may be read itself.</param>
    /// <param name="output">The same connection's socket, blocking; nothing of it is buffered.</param>
    /// <param name="cancelled">Set when the connection closes, which is also what a kill request comes to: Spark closes it right after. No block starts after that.</param>
    /// <exception cref="TensorFramesException">
    /// What the driver is to be told. Output then ends where a marker may stand: before it began, or after its Arrow
    /// stream was ended; anything else is closed instead.
    /// </exception>
    void Run(TaskHeader header, Stream input, Socket output, CancellationToken cancelled);
}
