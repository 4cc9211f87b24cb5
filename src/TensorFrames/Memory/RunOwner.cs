using Apache.Arrow;
using TensorFrames.Interop;

namespace TensorFrames.Memory;

/// <summary>All outputs of one run, shared by its columns; the last one to go gives them back to TensorFlow.</summary>
internal sealed unsafe class RunOwner : IOutputMemory
{
    private readonly RuntimeState _runtime;
    private readonly nint _outputs;
    private readonly long _bytes;
    private int _references = 1;

    internal RunOwner(RuntimeState runtime, nint outputs, long bytes)
    {
        _runtime = runtime;
        _outputs = outputs;
        _bytes = bytes;
        runtime.Retain();
        OutputPressure.Add(bytes);
    }

    /// <summary>A buffer over native memory of these outputs, which it keeps alive.</summary>
    public ArrowBuffer Buffer(void* data, long bytes)
    {
        if (bytes == 0)
        {
            return ArrowBuffer.Empty;
        }

        Interlocked.Increment(ref _references);
        return OwnedBuffer.Create(new TensorMemory(this, (byte*)data, checked((int)bytes)));
    }

    /// <summary>One reference more for a reader; false if all have gone.</summary>
    internal bool TryRetain() => References.TryRetain(ref _references);

    internal void Release()
    {
        if (Interlocked.Decrement(ref _references) != 0)
        {
            return;
        }

        Shim.tfn_outputs_release(_outputs);
        OutputPressure.Remove(_bytes);
        _runtime.DrainIfLeased();
        _runtime.Release();
    }
}
