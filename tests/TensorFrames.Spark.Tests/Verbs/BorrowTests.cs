namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>Flat columns are borrowed however Spark writes its batches.</summary>
[Collection(SparkRows.Spark43Local)]
public sealed class BorrowTests
{
    private const string Codec = "spark.sql.execution.arrow.compression.codec";
    private const string LargeTypes = "spark.sql.execution.arrow.useLargeVarTypes";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zstd")]
    [InlineData("lz4")]
    public async Task Compressed_batches_are_unpacked_to_where_TensorFlow_reads_them(string codec)
    {
        await using var session = await SparkRows.Main.ConnectAsync();
        await session.Confs.SetAsync(Codec, codec, Token);
        await AllBorrowed(session, compressed: true);
    }

    [Theory, EverySpark]
    public async Task Large_offsets_change_nothing(Spark spark)
    {
        using var text = SmallGraphs.SameText();
        await using var session = await spark.ConnectAsync();
        await session.Confs.SetAsync(LargeTypes, "true", Token);
        await AllBorrowed(session);
        var texts = session.Sql("SELECT concat('é😀', CAST(id AS STRING)) AS a, unhex(hex(id)) AS kept FROM range(0, 100, 1, 2)").MapBlocks(text, "b");
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (string?)$"é😀{i}"), await Rows.Texts(texts.SelectExpr("b"), "b"));
        var typed = session.Sql(AllTypes.Sql);
        using var graph = SmallGraphs.AddThree();
        Assert.Equal(await AllTypes.Text(typed), await AllTypes.Text(typed.MapBlocks(graph, new MapOptions { Fetches = ["y"] }, new ExecutorOptions { Form = MapForm.Rows })));
    }

    [Fact]
    public async Task Unix_sockets_and_workers_of_one_task_change_nothing()
    {
        var sockets = Directory.CreateDirectory(Path.Combine(SparkServers.Root, "sockets")).FullName;
        using var server = await SparkServers.OwnAsync(SparkRows.Main, "unix-sockets", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["spark.python.unix.domain.socket.enabled"] = "true",
            ["spark.python.unix.domain.socket.dir"] = sockets,
            ["spark.python.worker.reuse"] = "false",
        });
        await using var session = await SparkSession.ConnectAsync(server.Url, cancellationToken: Token);
        await AllBorrowed(session);

        // The worker that listens there, to all tasks of the session.
        Assert.Matches(@"^[.][0-9a-f-]{36}[.]sock$", Path.GetFileName(Assert.Single(Directory.GetFiles(sockets))));
        _ = Assert.Single((await session.ProbeAsync(tasks: 3, Token)).Select(p => p.ProcessId).Distinct());
    }

    [Fact]
    public async Task A_process_a_task_changes_nothing()
    {
        using var server = await SparkServers.OwnAsync(SparkRows.Main, "no-daemon", new Dictionary<string, string>(StringComparer.Ordinal) { ["spark.python.use.daemon"] = "false" });
        await using var session = await SparkSession.ConnectAsync(server.Url, cancellationToken: Token);
        await AllBorrowed(session);
        Assert.Distinct((await session.ProbeAsync(tasks: 3, Token)).Select(p => p.ProcessId));
    }

    private static async Task AllBorrowed(SparkSession session, bool compressed = false)
    {
        using var graph = FlatColumns.Graph();
        var mapped = FlatColumns.Mapped(session, graph, 50_000);
        await Reports.AllBorrowed(mapped, 50_000, FlatColumns.BytesOfRow, compressed);
        Assert.Equal(0, await FlatColumns.Wrong(mapped));
    }
}
