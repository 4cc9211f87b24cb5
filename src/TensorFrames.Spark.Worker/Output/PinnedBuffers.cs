using System.Buffers;
using Apache.Arrow;

namespace TensorFrames.Spark.Worker.Output;

/// <summary>A batch's buffers, pinned while they are written; tells whether memory is of one of them.</summary>
internal sealed unsafe class PinnedBuffers : IDisposable
{
    private readonly List<MemoryHandle> _handles = [];
    private readonly List<(nint Start, nint End)> _ranges = [];

    internal void Pin(RecordBatch batch)
    {
        foreach (var array in batch.Arrays)
        {
            Pin(array.Data);
        }

        _ranges.Sort();
    }

    internal bool Hold(byte* start, nint length)
    {
        var at = _ranges.BinarySearch(((nint)start, nint.MaxValue));
        var before = (at < 0 ? ~at : at) - 1;
        return before >= 0 && (nint)start + length <= _ranges[before].End;
    }

    /// <summary>Lets go of all; the next batch is pinned afresh.</summary>
    public void Dispose()
    {
        foreach (var handle in _handles)
        {
            handle.Dispose();
        }

        _handles.Clear();
        _ranges.Clear();
    }

    private void Pin(ArrayData data)
    {
        foreach (var buffer in data.Buffers ?? [])
        {
            if (buffer.Length > 0)
            {
                var handle = buffer.Memory.Pin();
                _handles.Add(handle);
                _ranges.Add(((nint)handle.Pointer, (nint)handle.Pointer + buffer.Length));
            }
        }

        foreach (var child in data.Children ?? [])
        {
            Pin(child);
        }

        if (data.Dictionary is { } dictionary)
        {
            Pin(dictionary);
        }
    }
}
