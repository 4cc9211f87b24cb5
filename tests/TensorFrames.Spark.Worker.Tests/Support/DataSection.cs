using System.Buffers.Binary;
using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>The part of a task between its header and the JVM's end mark.</summary>
internal static class DataSection
{
    internal static int End(ReadOnlySpan<byte> bytes, int at, ParsedHeader header) => (header.Task.EvalType, header.Spark) switch
    {
        (206 or 210, _) => Groups(bytes, at),
        (201 or 202 or 203 or 209 or 252, var spark) when spark >= SparkVersion.V41 => Groups(bytes, at),
        _ => ArrowBytes.End(bytes, at),
    };

    /// <summary>A number of streams before each group, 0 after the last.</summary>
    private static int Groups(ReadOnlySpan<byte> bytes, int at)
    {
        while (true)
        {
            var streams = BinaryPrimitives.ReadInt32BigEndian(bytes[at..]);
            at += 4;
            if (streams == 0)
            {
                return at;
            }

            for (; streams > 0; streams--)
            {
                at = ArrowBytes.End(bytes, at);
            }
        }
    }
}
