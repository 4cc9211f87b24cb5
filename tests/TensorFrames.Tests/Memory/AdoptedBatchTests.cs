using Apache.Arrow;
using Apache.Arrow.Ipc;
using TensorFrames.Memory;
using Xunit;

namespace TensorFrames.Tests.Memory;

public sealed class AdoptedBatchTests
{
    [Fact]
    public void A_column_outlives_the_batch_that_it_was_read_in()
    {
        var batch = SharedBatch.Adopt(Read());
        var kept = ArrowArrayFactory.BuildArray(batch.Column(0).Data.Retain());
        batch.Dispose();
        Assert.Equal([1.0, 2.0, 3.0], ((DoubleArray)kept).Values.ToArray());
        kept.Dispose();
    }

    private static RecordBatch Read()
    {
        var stream = new MemoryStream();
        using var source = new RecordBatch.Builder().Append("x", false, new DoubleArray.Builder().AppendRange([1, 2, 3]).Build()).Build();
        using (var writer = new ArrowStreamWriter(stream, source.Schema, leaveOpen: true))
        {
            writer.WriteRecordBatch(source);
            writer.WriteEnd();
        }

        stream.Position = 0;
        return new ArrowStreamReader(stream).ReadNextRecordBatch();
    }
}
