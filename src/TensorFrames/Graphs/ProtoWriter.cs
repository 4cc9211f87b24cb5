using System.Buffers;
using System.Text;

namespace TensorFrames.Graphs;

/// <summary>Writes protobuf fields: enough for options, which have no messages worth generating code for.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>Integers, enums and bools. Negative ones take ten bytes, as protobuf wants.</summary>
    public ProtoWriter Varint(int field, long value)
    {
        Tag(field, 0);
        Raw((ulong)value);
        return this;
    }

    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A nested message; nothing at all where it is empty.</summary>
    public ProtoWriter Message(int field, ProtoWriter message) => message._bytes.WrittenCount == 0 ? this : Bytes(field, message._bytes.WrittenSpan);

    private ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, 2);
        Raw((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    private void Tag(int field, int wireType) => Raw((ulong)((field << 3) | wireType));

    private void Raw(ulong value)
    {
        Span<byte> buffer = stackalloc byte[10];
        var length = 0;
        for (; value > 0x7f; value >>= 7)
        {
            buffer[length++] = (byte)(value | 0x80);
        }

        buffer[length++] = (byte)value;
        _bytes.Write(buffer[..length]);
    }
}
