using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Google.Protobuf;
using Grpc.Core;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark.Tests.Execution;

/// <summary>What a fake server answers to a plan.</summary>
internal static class Answers
{
    /// <summary>Four batches of a few rows, responses "0" to "3", and the end. Column id counts from 0.</summary>
    internal static IEnumerable<ExecutePlanResponse> Answer(int rowsEach = 2)
    {
        for (var i = 0; i < 4; i++)
        {
            yield return new() { ResponseId = $"{i}", ArrowBatch = new() { RowCount = rowsEach, StartOffset = rowsEach * i, Data = Batch(rowsEach * i, rowsEach) } };
        }

        yield return Complete();
    }

    internal static ExecutePlanResponse Complete() => new() { ResponseId = "end", ResultComplete = new() };

    internal static IEnumerable<ExecutePlanResponse> Fails(StatusCode code, string detail = "")
    {
        if (code != StatusCode.OK)
        {
            throw FakeConnectServer.Failure(code, detail);
        }

        yield break;
    }

    private static ByteString Batch(int first, int rows)
    {
        var schema = new Schema([new Field("id", Int64Type.Default, false)], null);
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, schema, leaveOpen: true))
        {
            writer.WriteRecordBatch(new(schema, [new Int64Array.Builder().AppendRange(Enumerable.Range(first, rows).Select(id => (long)id)).Build()], rows));
            writer.WriteEnd();
        }

        return ByteString.CopyFrom(stream.ToArray());
    }
}
