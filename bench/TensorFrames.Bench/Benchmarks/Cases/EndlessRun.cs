using Apache.Arrow;
using TensorFrames.Bench.Check;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>A frame without end, taken block by block on the calling thread: an operation is a block, and opening a run is in none.</summary>
internal sealed class EndlessRun : IDisposable
{
    private readonly Frame _frame;
    private readonly IEnumerator<RecordBatch> _results;

    internal EndlessRun(Frame frame)
    {
        _frame = frame;
        _results = frame.ToBatches(Throughput.OneThread).GetEnumerator();
    }

    /// <summary>One batch over and over through a verb.</summary>
    internal EndlessRun(RecordBatch batch, Func<Frame, Frame> verb)
        : this(verb(Frame.From(new ReadyTable(batch, int.MaxValue))))
    {
    }

    /// <summary>What the frame counts.</summary>
    internal ConversionReport Report => _frame.Reports[0];

    /// <summary>Blocks so far.</summary>
    internal long Blocks => Report.Fetches[0].Tensors;

    /// <summary>The next block's result, the caller's to dispose.</summary>
    internal RecordBatch Next() => _results.MoveNext() ? _results.Current : throw new InvalidOperationException("The table has ended.");

    public void Dispose() => _results.Dispose();
}
