using System.Buffers;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace TensorFrames.Columns.In;

/// <summary>Collects byte strings one after another with their offsets.</summary>
internal sealed class StringPacker(int capacity)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(Math.Max(16, capacity * 8));
    private readonly List<int> _offsets = new(capacity + 1) { 0 };

    internal int Count => _offsets.Count - 1;

    internal void Add(ReadOnlySpan<byte> value)
    {
        _bytes.Write(value);
        _offsets.Add(_bytes.WrittenCount);
    }

    internal ArrowBuffer[] Buffers() => [new(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_offsets)).ToArray()), new(_bytes.WrittenMemory)];
}
