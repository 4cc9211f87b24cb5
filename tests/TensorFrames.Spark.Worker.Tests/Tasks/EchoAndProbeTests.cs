using Apache.Arrow;
using TensorFrames.Ipc;
using TensorFrames.Spark.Worker.Tests.Support;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>Bodies without a graph: what came, and where it came to.</summary>
public sealed class EchoAndProbeTests
{
    [Theory, EveryCapture(EvalType = 207)]
    public void What_real_Spark_sent_to_mapInArrow_comes_back(string capture) => Echoed(capture, 207);

    [Theory, EveryCapture(EvalType = 200)]
    public void What_real_Spark_sent_to_functions_comes_back(string capture) => Echoed(capture, 200);

    [Fact]
    public void Columns_come_back_by_position_and_without_rows_nothing_does()
    {
        var echo = new EchoTask { Columns = [0, 0], Input = Work.X, Output = new Schema([.. Work.X.FieldsList, .. Work.X.FieldsList], null) };
        Assert.Equal(2, Assert.Single(FakeTask.Run(Work.Body, FakeTask.Map(echo), FakeTask.Wrapped(Work.X, Work.Numbers(3))).Rows()).ColumnCount);
        Assert.Empty(FakeTask.Run(Work.Body, FakeTask.Map(echo), FakeTask.Wrapped(Work.X, [])).Bytes);
        var beyond = FakeTask.Run(Work.Body, FakeTask.Map(echo with { Columns = [1] }), FakeTask.Wrapped(Work.X, Work.Numbers(3)));
        Assert.Contains("column 1", Assert.IsType<PlanException>(beyond.Error).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_probe_tells_worker_machine_and_library(Runtime tf)
    {
        var row = FakeTask.Run(Work.Body, FakeTask.Map(Probe, tf), FakeTask.Wrapped(Work.X, Work.Numbers(3))).Row();
        Assert.Equal((7m, (decimal)Environment.ProcessId, tf.LibraryPath, tf.Version, ""), (row[ProbeReport.Partition], row[ProbeReport.ProcessId], row[ProbeReport.Library], row[ProbeReport.LibraryVersion], row[ProbeReport.LibraryError]));
        Assert.Equal(tf.Version == TestRuntimes.New, row[ProbeReport.BorrowsStrings]);
        Assert.Matches(@"^2\.\d+$", (string)row[ProbeReport.Glibc]!);
        Assert.InRange((decimal)row[ProbeReport.BorrowAlignment]!, 1, 64);
    }

    [Fact]
    public void A_probe_tells_why_there_is_no_library()
    {
        var row = FakeTask.Run(Work.Body, FakeTask.Map(Probe, null, ("libtensorflow", "/no/such/place")), FakeTask.Wrapped(Work.X, [])).Row();
        Assert.Equal("", row[ProbeReport.Library]);
        Assert.Contains("'/no/such/place', which does not exist", (string)row[ProbeReport.LibraryError]!, StringComparison.Ordinal);
    }

    private static ProbeTask Probe { get; } = new() { Input = Work.X, Output = ProbeReport.Schema };

    private static void Echoed(string name, int evalType)
    {
        var capture = Capture.Open(name);
        var end = ArrowBytes.End(capture.ToWorker, capture.DataOffset);
        var input = capture.ToWorker[capture.DataOffset..end];
        using var reader = new AlignedIpcReader(new MemoryStream(input));
        var fields = evalType == 207 ? ((Apache.Arrow.Types.StructType)reader.Schema.FieldsList[0].DataType).Fields : reader.Schema.FieldsList;
        List<RecordBatch> sent = [];
        while (reader.Read(TestContext.Current.CancellationToken) is { } batch)
        {
            sent.Add(batch);
        }

        // One function gives one column: of several, the first.
        int[] columns = evalType == 207 ? [.. Enumerable.Range(0, fields.Count)] : [0];
        var schema = new Schema(columns.Select(i => fields[i]), null);
        var echo = new EchoTask { Columns = columns, Input = schema, Output = schema };
        var header = evalType == 207 ? FakeTask.Map(echo) : FakeTask.Scalar(null, new Worker.Tasks.TaskFunction(columns, echo.ToBytes()));
        var reply = FakeTask.Run(Work.Body, header, input);
        Assert.Null(reply.Error);
        var came = reply.Raw();
        Assert.Equal(sent.Where(b => b.Length > 0).Select(b => b.Length), came.Select(b => b.Length));
        foreach (var (want, got) in sent.Where(b => b.Length > 0).Zip(came))
        {
            ArrowCompare.Equal(want.Column(0), got.Column(0));
        }
    }
}
