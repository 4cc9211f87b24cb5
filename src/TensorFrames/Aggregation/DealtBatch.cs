using Apache.Arrow;
using TensorFrames.Run;

namespace TensorFrames.Aggregation;

/// <summary>A block's rows, dealt into parts, on their way through the engine; they are the taker's once taken.</summary>
internal sealed class DealtBatch(ScatteredRows rows, BlockPosition position) : RecordBatch(s_schema, [], rows.Rows.Rows)
{
    private static readonly Schema s_schema = new([], null);
    private ScatteredRows? _rows = rows;

    internal BlockPosition Position => position;

    internal ScatteredRows Take() => Interlocked.Exchange(ref _rows, null) ?? throw new ObjectDisposedException(nameof(DealtBatch));

    protected override void Dispose(bool disposing)
    {
        Interlocked.Exchange(ref _rows, null)?.Dispose();
        base.Dispose(disposing);
    }
}
