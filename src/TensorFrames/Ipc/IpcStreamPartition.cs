using TensorFrames.Tables;

namespace TensorFrames.Ipc;

/// <summary>A whole stream.</summary>
internal sealed class IpcStreamPartition : Partition, IDisposable
{
    private readonly Func<AlignedIpcReader>? _open;
    private AlignedIpcReader? _once;

    public IpcStreamPartition(string name, Func<AlignedIpcReader> open) => (Name, _open) = (name, open);

    public IpcStreamPartition(string name, AlignedIpcReader once) => (Name, _once) = (name, once);

    public override string Name { get; }

    public override BatchReader Open(IReadOnlyList<string>? columns = null)
    {
        var reader = _open?.Invoke() ?? Interlocked.Exchange(ref _once, null)
            ?? throw new TableException($"Table '{Name}' cannot be read twice: it is a stream. Fix: save it to a file first.");
        try
        {
            reader.Select(columns);
            return new IpcStreamBatchReader(reader);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public void Dispose() => Interlocked.Exchange(ref _once, null)?.Dispose();
}
