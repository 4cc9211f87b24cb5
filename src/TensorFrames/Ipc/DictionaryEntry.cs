using Apache.Arrow;

namespace TensorFrames.Ipc;

/// <summary>One dictionary of a stream: how to read its values, and the values so far.</summary>
internal sealed class DictionaryEntry(long id, ColumnPlan values)
{
    public long Id { get; } = id;

    public ColumnPlan Values { get; } = values;

    /// <summary>The values, which the reader owns; batches hold references of their own.</summary>
    public ArrayData? Current { get; private set; }

    public void Replace(ArrayData values)
    {
        Current?.Dispose();
        Current = values;
    }

    /// <summary>Puts more values behind those so far (a copy of both: deltas are small and rare).</summary>
    public void Append(ArrayData more)
    {
        var all = ArrowArrayConcatenator.Concatenate(
            [ArrowArrayFactory.BuildArray(Current), ArrowArrayFactory.BuildArray(more)]);
        more.Dispose();
        Replace(all.Data);
    }

    public void Drop()
    {
        Current?.Dispose();
        Current = null;
    }
}
