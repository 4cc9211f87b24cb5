using Apache.Arrow;
using Apache.Arrow.Ipc;
using TensorFrames.Tables;

namespace TensorFrames;

/// <summary>Frames over what is not a table yet.</summary>
public sealed partial class Frame
{
    /// <summary>A frame over batches in memory, which stay the caller's and must live until the last result is taken.</summary>
    /// <param name="batches">At least one; all with the columns of the first.</param>
    /// <exception cref="TableException">There is no batch, or a batch lacks a column or has it with another type.</exception>
    public static Frame From(params IReadOnlyList<RecordBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return batches.Count > 0 ? From(new MemoryTable(batches[0].Schema, batches))
            : throw new TableException("A frame over no batches has no columns. Fix: Frame.From(new MemoryTable(schema, [])).");
    }

    /// <summary>A frame over an Arrow stream: one partition, whose results can be taken once. The stream is disposed with them.</summary>
    public static Frame From(IArrowArrayStream stream) => From(new StreamTable(stream));

    /// <summary>A frame over batches as they come: one partition, whose results can be taken once. Each batch becomes the frame's.</summary>
    /// <param name="schema">The columns of every batch.</param>
    /// <param name="batches">The batches.</param>
    public static Frame From(Schema schema, IAsyncEnumerable<RecordBatch> batches) => From(new StreamTable(schema, batches));
}
