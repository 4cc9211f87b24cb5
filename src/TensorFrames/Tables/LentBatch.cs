using Apache.Arrow;

namespace TensorFrames.Tables;

/// <summary>
/// A batch of the caller's under a reader's schema, for as long as a run needs it: disposing it does nothing, made once it
/// costs a block nothing. What outlives the run (kept columns, memory that outputs alias) takes shares of the buffers.
/// </summary>
internal sealed class LentBatch(Schema schema, IEnumerable<IArrowArray> columns, int length) : RecordBatch(schema, columns, length)
{
    protected override void Dispose(bool disposing) => base.Dispose(disposing: false);
}
