using System.Buffers.Binary;
using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>What a body wrote, and what it threw.</summary>
internal sealed record FakeReply(byte[] Bytes, Exception? Error)
{
    /// <summary>The reply's batches as they lie in the stream; the stream must be whole.</summary>
    internal List<RecordBatch> Raw()
    {
        if (Bytes.Length == 0)
        {
            return [];
        }

        Assert.Equal(-6, BinaryPrimitives.ReadInt32BigEndian(Bytes));
        using var reader = new ArrowStreamReader(new MemoryStream(Bytes, 4, Bytes.Length - 4));
        List<RecordBatch> batches = [];
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            batches.Add(batch);
        }

        Assert.Equal(Support.ArrowBytes.End(Bytes, 4), Bytes.Length);
        return batches;
    }

    /// <summary>The columns inside the one struct that mapInArrow gives back. Nothing may have gone wrong.</summary>
    internal List<RecordBatch> Rows()
    {
        Assert.Null(Error);
        return [.. Raw().Select(b =>
        {
            var all = Assert.IsType<StructArray>(Assert.Single(b.Arrays));
            return new RecordBatch(new Schema(((Apache.Arrow.Types.StructType)all.Data.DataType).Fields, null), all.Fields, b.Length);
        })];
    }

    /// <summary>The values of a report's or probe's only row.</summary>
    internal Dictionary<string, object?> Row()
    {
        var batch = Assert.Single(Rows());
        Assert.Equal(1, batch.Length);
        return batch.Schema.FieldsList.Select(f => f.Name).ToDictionary(n => n, n => TensorFrames.Tests.ArrowCompare.Of(batch.Column(n))[0] is byte[] text ? System.Text.Encoding.UTF8.GetString(text) : TensorFrames.Tests.ArrowCompare.Of(batch.Column(n))[0]);
    }
}
