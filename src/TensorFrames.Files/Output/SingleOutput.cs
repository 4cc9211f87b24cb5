using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Files;

/// <summary>One file or stream.</summary>
internal sealed class SingleOutput(BatchWriter writer) : TableOutput
{
    public override bool ByPartition => false;

    public override BatchWriter Open(int partition)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(partition, 0);
        return new Borrowed(writer);
    }

    public override void Complete() => writer.Complete();

    protected override void Dispose(bool disposing) => writer.Dispose();

    /// <summary>The writer without its end, which is the output's.</summary>
    private sealed class Borrowed(BatchWriter inner) : BatchWriter
    {
        public override void Write(RecordBatch batch) => inner.Write(batch);

        public override void Complete()
        {
        }
    }
}
