using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Ipc;

/// <summary>Reads a stream's batches.</summary>
internal sealed class IpcStreamBatchReader(AlignedIpcReader reader) : BatchReader
{
    public override Schema Schema => reader.Schema;

    public IpcReadStatistics Statistics => reader.Statistics;

    public override RecordBatch? Read(CancellationToken cancellationToken) => reader.Read(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader.Dispose();
        }

        base.Dispose(disposing);
    }
}
