using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Engine;
using Xunit;

namespace TensorFrames.Tests.Engine;

/// <summary>Batches joined: what is taken over is somebody's at any moment.</summary>
public sealed class SmallBatchesTests
{
    private static readonly Schema s_schema = new([new Field("x", Int8Type.Default, nullable: false)], null);

    [Fact]
    public void Whoever_stops_at_the_batch_before_leaves_none_behind()
    {
        using var small = new SmallBatches(s_schema, blockRows: 4);
        var held = new Counter();
        Assert.Empty(small.Add(Batch(held)));
        foreach (var before in small.Add(Batch(held)))
        {
            before.Dispose();
            break;
        }

        Assert.Equal(2, held.Released);
        Assert.Null(small.Take());
    }

    private static RecordBatch Batch(Counter counter) => new(s_schema, [new Counted(new Int8Array.Builder().AppendRange([1, 2, 3]).Build().Data, counter)], 3);

    private sealed class Counter
    {
        internal int Released { get; set; }
    }

    private sealed class Counted(ArrayData data, Counter counter) : Int8Array(data)
    {
        protected override void Dispose(bool disposing)
        {
            counter.Released++;
            base.Dispose(disposing);
        }
    }
}
