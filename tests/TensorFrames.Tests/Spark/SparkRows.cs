using Apache.Arrow;
using TensorFrames.Spark;
using TensorFrames.Tables;

namespace TensorFrames.Tests.Spark;

/// <summary>A table converted to Spark's types, its partitions as they were.</summary>
internal sealed class SparkRows(TensorFrames.Tables.Table table, SparkTable spark) : TensorFrames.Tables.Table
{
    public override Schema Schema => spark.Schema;

    public override IReadOnlyList<Partition> Partitions => [.. table.Partitions.Select(p => new Converted(p, spark))];

    internal IEnumerable<RecordBatch> Batches => Partitions.SelectMany(p =>
    {
        using var reader = p.Open();
        List<RecordBatch> batches = [];
        while (reader.Read(default) is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    });

    private sealed class Converted(Partition partition, SparkTable spark) : Partition
    {
        public override string Name => partition.Name;

        public override BatchReader Open(IReadOnlyList<string>? columns = null) => new Reader(partition.Open(), spark, columns);
    }

    private sealed class Reader(BatchReader reader, SparkTable spark, IReadOnlyList<string>? columns) : BatchReader
    {
        public override Schema Schema { get; } = BatchColumns.Select(spark.Schema, columns, "spark");

        public override RecordBatch? Read(CancellationToken cancellationToken)
        {
            if (reader.Read(cancellationToken) is not { } batch)
            {
                return null;
            }

            using var all = spark.Convert(batch);
            return BatchColumns.Share(all, Schema, 0, all.Length, "spark");
        }

        protected override void Dispose(bool disposing)
        {
            reader.Dispose();
            base.Dispose(disposing);
        }
    }
}
