using Google.Protobuf;
using TensorFrames.Spark.Proto;

namespace TensorFrames.Spark;

/// <summary>Where a worker finds a task's graph: in the command itself, or in a file artifact of the session.</summary>
/// <param name="Hash">SHA-256 of the GraphDef, lower-case hex: its identity.</param>
/// <param name="Bytes">The GraphDef; empty where it lies in a file.</param>
/// <param name="File">The artifact's name, <c>HASH.pb</c>; empty where the bytes are here.</param>
/// <param name="Name">What errors call it.</param>
internal sealed record TaskGraph(string Hash, ReadOnlyMemory<byte> Bytes, string File, string Name)
{
    /// <summary>Graphs up to this many bytes travel in the command, larger ones as an artifact.</summary>
    internal const int MostInCommand = 32 << 10;

    /// <summary>The name of a graph's artifact.</summary>
    internal static string FileOf(string hash) => $"{hash}.pb";

    internal static TaskGraph Of(GraphSource message) => new(message.Sha256, message.Bytes.Memory, message.File, message.Name);

    internal GraphSource ToMessage() => new() { Sha256 = Hash, Bytes = UnsafeByteOperations.UnsafeWrap(Bytes), File = File, Name = Name };
}
