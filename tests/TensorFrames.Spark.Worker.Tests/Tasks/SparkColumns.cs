using Apache.Arrow;
using CsCheck;
using TensorFrames.Spark.Worker.Tasks;
using TensorFrames.Tests.Columns;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>Random columns as Spark has them.</summary>
internal static class SparkColumns
{
    /// <summary>Of lists of raw bits nobody can say that they are bfloat16.</summary>
    internal static readonly Gen<RandomColumn> Any = RandomColumn.Any.Where(c => c.DType != DType.BFloat16 || c.Sizes.Length == 0);

    /// <summary>The field of such a column, named x.</summary>
    internal static Field X(RandomColumn c) => new("x", c.Make().Data.DataType, nullable: true, c.DType == DType.BFloat16 ? [new("tensorframes.dtype", "bfloat16")] : null);

    /// <summary>The batches in Spark's types; null where a second is beyond what Spark's timestamps reach.</summary>
    internal static List<RecordBatch>? Converted(SparkTable spark, IEnumerable<RecordBatch> batches)
    {
        try
        {
            return [.. batches.Select(spark.Convert)];
        }
        catch (BlockException e) when (e.Message.Contains("overflow", StringComparison.Ordinal))
        {
            return null;
        }
    }
}
