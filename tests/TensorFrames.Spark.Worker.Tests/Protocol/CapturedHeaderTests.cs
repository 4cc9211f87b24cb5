using System.Buffers.Binary;
using System.Text.Json;
using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;

namespace TensorFrames.Spark.Worker.Tests.Protocol;

/// <summary>What real Spark wrote to PySpark's worker.</summary>
public class CapturedHeaderTests
{
    [Theory, EveryCapture]
    public void First_header_says_what_was_recorded_of_it(string name)
    {
        var capture = Capture.Open(name);
        using var stream = new MemoryStream(capture.ToWorker) { Position = capture.HeaderOffset };
        var header = new HeaderReader(SparkHint.From(capture.Variable)).Read(stream)!;
        var first = capture.FirstTask;
        Assert.Equal(capture.DataOffset, stream.Position);
        Assert.Equal(SparkVersion.Parse(name), header.Spark);
        Assert.Equal((first.GetProperty("partition").GetInt32(), capture.EvalType), (header.Task.Partition, header.Task.EvalType));
        Assert.EndsWith(first.GetProperty("files").GetString()!.Replace("$CAP", "", StringComparison.Ordinal), header.Task.FilesFolder, StringComparison.Ordinal);
        Assert.Equal(first.GetProperty("python_ver").GetString(), header.Tag.Text);
        var functions = header.Task.Functions;
        Assert.Equal(Numbers(first, "commands"), functions.Select(f => (int[])[f.Command.Length, .. f.Then.Select(t => t.Length)]));
        Assert.Equal(first.GetProperty("args").EnumerateArray().Select(f => f.EnumerateArray().Select(a => a[0].GetInt32()).ToArray()), functions.Select(f => f.Arguments.ToArray()));
        var context = first.GetProperty("context");
        Assert.Equal(Number(context, "stageId", "stage"), header.Task.StageId);
        Assert.Equal(Number(context, "taskAttemptId", "taskAttempt"), header.Task.TaskAttemptId);
    }

    [Theory, EveryCapture]
    public void Connection_is_read_to_its_last_byte(string name)
    {
        var capture = Capture.Open(name);
        var bytes = capture.ToWorker;
        using var stream = new MemoryStream(bytes) { Position = capture.HeaderOffset };
        var headers = new HeaderReader(SparkHint.From(capture.Variable));
        var tasks = 0;
        for (; headers.Read(stream) is { } header; tasks++)
        {
            var end = DataSection.End(bytes, (int)stream.Position, header);
            Assert.Equal(Marker.EndOfStream, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(end)));
            stream.Position = end + 4;
        }

        Assert.Equal(bytes.Length, stream.Position);
        Assert.Equal(name.EndsWith("worker-reuse", StringComparison.Ordinal) ? 2 : name.EndsWith("broadcast-twice", StringComparison.Ordinal) ? 3 : 1, tasks);
    }

    [Theory, EveryCapture]
    public void Function_of_Python_is_refused_and_told_why(string name)
    {
        var capture = Capture.Open(name);
        using var stream = new MemoryStream(capture.ToWorker) { Position = capture.HeaderOffset };
        var header = new HeaderReader(SparkHint.From(capture.Variable)).Read(stream)!;
        Assert.Contains("made by '3.11', not by TensorFrames", Assert.Throws<ProtocolException>(header.Checked).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<int[]> Numbers(JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray().Select(f => f.EnumerateArray().Select(n => n.GetInt32()).ToArray());

    private static long Number(JsonElement element, string name, string other) =>
        (element.TryGetProperty(name, out var value) ? value : element.GetProperty(other)).GetInt64();
}
