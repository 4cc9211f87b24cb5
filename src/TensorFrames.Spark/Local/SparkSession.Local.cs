using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace TensorFrames.Spark;

/// <summary>DataFrames of what is on this machine.</summary>
public sealed partial class SparkSession
{
    /// <summary>
    /// The rows of a frame of the local engine, its verbs run here. The first action sends them; columns become Spark's types
    /// (uint8 → smallint, uint16 → int, uint32 → bigint, uint64 → decimal(20,0), half and bfloat16 → float, cells → arrays),
    /// and their dtype and cell shape are kept in the columns' metadata.
    /// </summary>
    /// <exception cref="PlanException">At the first action: a column's type has no place in Spark.</exception>
    public DataFrame CreateDataFrame(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return new(new LocalNode(this, frame));
    }

    /// <summary>The rows of a table, as <see cref="CreateDataFrame(Frame)"/>.</summary>
    public DataFrame CreateDataFrame(Tables.Table table) => CreateDataFrame(Frame.From(table));

    /// <summary>The rows of batches, which stay the caller's and must live until the first action is done; as <see cref="CreateDataFrame(Frame)"/>.</summary>
    public DataFrame CreateDataFrame(params IReadOnlyList<RecordBatch> batches) => CreateDataFrame(Frame.From(batches));

    /// <summary>The rows of an Arrow stream, read and disposed by the first action; as <see cref="CreateDataFrame(Frame)"/>.</summary>
    public DataFrame CreateDataFrame(IArrowArrayStream stream) => CreateDataFrame(Frame.From(stream));
}
