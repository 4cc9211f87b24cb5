using System.Buffers;
using Apache.Arrow;

namespace TensorFrames.Memory;

/// <summary>What one run borrowed, kept while TensorFlow or an output still reads it: pins, retained buffers, pooled blocks.</summary>
internal sealed class Lease(MemoryHandle[] pins, ArrowBuffer[] buffers, AlignedBlock[] blocks)
{
    internal void Release()
    {
        foreach (var pin in pins)
        {
            pin.Dispose();
        }

        foreach (var buffer in buffers)
        {
            buffer.Dispose();
        }

        foreach (var block in blocks)
        {
            block.Return();
        }
    }
}
