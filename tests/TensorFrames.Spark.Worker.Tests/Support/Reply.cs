using System.Buffers.Binary;
using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>What a worker answered to one task.</summary>
/// <param name="Arrow">Its Arrow stream; null where it sent none.</param>
/// <param name="Error">Its error's text; null where there is none.</param>
/// <param name="Reusable">Whether the connection takes another task.</param>
internal sealed record Reply(byte[]? Arrow, string? Error, bool Reusable)
{
    private const int StartArrowStream = -6;

    internal static Reply Read(JvmConnection jvm)
    {
        byte[]? arrow = null;
        while (true)
        {
            switch (jvm.ReadInt())
            {
                case StartArrowStream:
                    Assert.Null(arrow);
                    arrow = ReadArrow(jvm);
                    break;
                case Marker.ExceptionThrown:
                    return new(arrow, jvm.ReadString(), Reusable: false);
                case Marker.EndOfDataSection:
                    Assert.Equal(0, jvm.ReadInt());
                    return new(arrow, null, jvm.ReadInt() == Marker.EndOfStream);
                case var other:
                    Assert.Fail($"{other} where a marker belongs");
                    break;
            }
        }
    }

    private static byte[] ReadArrow(JvmConnection jvm)
    {
        List<byte> bytes = [];
        while (true)
        {
            var prefix = jvm.ReadBytes(8);
            bytes.AddRange(prefix);
            Assert.Equal(-1, BinaryPrimitives.ReadInt32LittleEndian(prefix));
            var length = BinaryPrimitives.ReadInt32LittleEndian(prefix.AsSpan(4));
            if (length == 0)
            {
                return [.. bytes];
            }

            var message = jvm.ReadBytes(length);
            bytes.AddRange(message);
            bytes.AddRange(jvm.ReadBytes((int)ArrowBytes.BodyLength(message)));
        }
    }
}
