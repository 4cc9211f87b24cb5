using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>A batch as Arrow IPC, its buffers padded to 8 bytes as Java pads them: the message of its schema, and that of the batch.</summary>
internal sealed record IpcBytes(byte[] Schema, byte[] Batch)
{
    internal static IpcBytes Of(RecordBatch batch)
    {
        using var bytes = new MemoryStream();
        using var writer = new ArrowStreamWriter(bytes, batch.Schema, leaveOpen: true);
        writer.WriteStart();
        var start = (int)bytes.Length;
        writer.WriteRecordBatch(batch);
        var all = bytes.ToArray();
        return new IpcBytes(all[..start], all[start..]);
    }
}
