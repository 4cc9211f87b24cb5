using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>A task's batches as a partition for the core's block reader, which cuts and joins them.</summary>
internal sealed class ArrivingPartition(string name, Schema schema, BoundedQueue<RecordBatch> batches, BlockSizes sizes) : Partition
{
    private TimeSpan _waited;

    public override string Name => name;

    /// <summary>How long blocks were waited for.</summary>
    internal TimeSpan Waited => _waited;

    internal long Batches { get; private set; }

    /// <summary>Blocks that are pieces of longer batches.</summary>
    internal long Pieces { get; private set; }

    public override BatchReader Open(IReadOnlyList<string>? columns = null) => new Reader(this, schema);

    private RecordBatch? Next()
    {
        var batch = batches.Take(ref _waited);
        if (batch is not null)
        {
            Batches++;
            Pieces += !sizes.OneBlock && batch.Length > sizes.Most ? (batch.Length + (long)sizes.Most - 1) / sizes.Most : 0;
        }

        return batch;
    }

    private sealed class Reader(ArrivingPartition partition, Schema schema) : BatchReader
    {
        public override Schema Schema => schema;

        public override RecordBatch? Read(CancellationToken cancellationToken)
        {
            var batch = partition.Next();
            if (batch is null)
            {
                // A stopped queue ends like a finished one; half a partition must not pass for a whole one.
                cancellationToken.ThrowIfCancellationRequested();
            }

            return batch;
        }
    }
}
