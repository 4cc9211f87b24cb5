using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Ipc;

/// <summary>Reads batches where the footer says they are.</summary>
internal sealed class IpcFileBatchReader(AlignedIpcReader reader, FileBlock[] batches, int first, int end) : BatchReader
{
    private int _next = first;

    public override Schema Schema => reader.Schema;

    public IpcReadStatistics Statistics => reader.Statistics;

    public override RecordBatch? Read(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_next == end)
        {
            return null;
        }

        var batch = reader.ReadBatchAt(batches[_next].Offset, _next, cancellationToken);
        _next++;
        return batch;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader.Dispose();
        }

        base.Dispose(disposing);
    }
}
