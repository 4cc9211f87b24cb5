using System.Buffers.Binary;
using System.Text;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>Bytes as Java's DataOutputStream writes them.</summary>
internal sealed class Fields
{
    private readonly List<byte> _bytes = [];

    internal Fields Int(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return Add(bytes);
    }

    internal Fields Long(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return Add(bytes);
    }

    internal Fields Bool(bool value) => Add([value ? (byte)1 : (byte)0]);

    internal Fields String(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    internal Fields Bytes(ReadOnlySpan<byte> value) => Int(value.Length).Add(value);

    internal Fields Add(ReadOnlySpan<byte> value)
    {
        _bytes.AddRange(value);
        return this;
    }

    internal byte[] ToArray() => [.. _bytes];
}
