using TensorFrames.Tests.Graphs;

namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>What is Spark's own about Aggregate; the rest is the conformance suite's.</summary>
public sealed class AggregateTests : IAsyncLifetime
{
    private SparkSession? _session;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SparkSession Session => _session!;

    public async ValueTask InitializeAsync() => _session = await SparkRows.Main.ConnectAsync();

    public ValueTask DisposeAsync() => Session.DisposeAsync();

    [Theory]
    [InlineData(2_000)]
    [InlineData(400_000)]
    public async Task What_is_shuffled_follows_groups_not_rows(int rows)
    {
        using var graph = Sum();
        var sums = Session.Sql($"SELECT id % 10 AS key, CAST(id AS DOUBLE) AS x FROM range(0, {rows}, 1, 4)").GroupBy("key").Aggregate(graph, "x");
        var (records, bytes) = await ShuffledAsync(sums);
        Assert.Equal(4 * 10, records);
        Assert.InRange(bytes, 1, 4_000);
    }

    [Theory]
    [InlineData("CAST(id % 7 AS TINYINT)")]
    [InlineData("CAST(id % 7 AS INT)")]
    [InlineData("id % 7")]
    [InlineData("id % 2 = 0")]
    [InlineData("CAST(id % 7 AS FLOAT) / 2")]
    [InlineData("CAST(id % 7 AS DECIMAL(30, 4)) / 3")]
    [InlineData("concat('é', CAST(id % 7 AS STRING))")]
    [InlineData("CAST(concat('b', CAST(id % 7 AS STRING)) AS BINARY)")]
    [InlineData("date_add(DATE'2024-02-27', CAST(id % 7 AS INT))")]
    [InlineData("timestamp_micros(id % 7 * 1234567)")]
    [InlineData("CAST(timestamp_micros(id % 7 * 1234567) AS TIMESTAMP_NTZ)")]
    public async Task Keys_of_every_type_group_as_Spark_itself_groups_them(string key)
    {
        using var graph = Sum();
        var table = Session.Sql($"SELECT IF(id % 11 = 0, NULL, {key}) AS key, CAST(id AS DOUBLE) AS x FROM range(0, 1000, 1, 3)");
        Assert.Equal(await Sorted(table.GroupBy("key").Agg("sum(x) AS x")), await Sorted(table.GroupBy("key").Aggregate(graph, "x")));
    }

    [Fact]
    public async Task All_NaN_are_one_key_wherever_they_come_from_and_so_are_both_zeros()
    {
        using var graph = Sum();
        var table = Session.Sql("SELECT CASE id % 4 WHEN 0 THEN double('NaN') WHEN 1 THEN -double('NaN') WHEN 2 THEN 0.0D ELSE -0.0D END AS key, 1.0D AS x FROM range(0, 400, 1, 4)");
        Assert.Equal([200.0, 200.0], await Rows.Of<double>(table.GroupBy("key").Aggregate(graph, "x"), "x"));
    }

    [Fact]
    public async Task Many_groups_in_little_memory_spill_and_come_out_right()
    {
        using var graph = Sum();
        var table = Session.Sql("SELECT id % 50000 AS key, concat('k', CAST(id % 50000 AS STRING)) AS text, CAST(id AS DOUBLE) AS x FROM range(0, 200000, 1, 2)");
        var options = new AggregateOptions { Fetches = ["x"], MemoryLimit = 256 << 10 };
        var sums = table.GroupBy("key", "text").Aggregate(graph, options);
        var spark = table.GroupBy("key", "text").Agg("sum(x) AS x");
        Assert.Equal(await Digest(spark), await Digest(sums));

        Assert.All(await sums.ReportAsync(Token), task => Assert.InRange(task.SpilledBytes, 1L << 20, 1L << 24));
        Assert.All(await table.GroupBy("key", "text").Aggregate(graph, "x").ReportAsync(Token), task => Assert.Equal(0, task.SpilledBytes));
        var nowhere = table.GroupBy("key", "text").Aggregate(graph, options with { SpillFolder = "/dev/null/spilled" });
        Assert.Contains("Groups cannot be spilled to '/dev/null/spilled'", (await Assert.ThrowsAnyAsync<TensorFramesException>(() => Digest(nowhere))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DType.Float64, "CAST(id AS DOUBLE)", "avg(x)")]
    [InlineData(DType.Float32, "CAST(id % 8 AS FLOAT)", "CAST(avg(x) AS FLOAT)")]
    [InlineData(DType.Int32, "CAST(id - 40 AS INT)", "CAST(sum(x) div count(x) AS INT)")]
    public async Task A_mean_is_the_mean_of_the_group_however_it_is_partitioned(DType dtype, string value, string mean)
    {
        // Key 3 has rows in one partition alone, keys 7 and null one row each.
        using var graph = Graph.Load(new GraphBuilder().Blocks("x", "Mean", dtype).Blocks("n", "Sum", DType.Int64).Blocks("m", "Min", dtype).Bytes);
        var table = Session.Sql($"SELECT CASE WHEN id < 9 THEN 3 WHEN id = 50 THEN 7 WHEN id = 51 THEN NULL ELSE id % 3 END AS key, {value} AS x, id AS n, {value} AS m FROM range(0, 100, 1, 7)");
        foreach (var partitions in new[] { 1, 7 })
        {
            var means = table.Repartition(partitions).GroupBy("key").Aggregate(graph, "x", "n", "m").SelectExpr("key", "x", "n", "m");
            Assert.Equal(await Sorted(table.GroupBy("key").Agg($"{mean} AS x", "sum(n) AS n", "min(m) AS m")), await Sorted(means));
        }
    }

    [Fact]
    public async Task Means_of_vectors_in_little_memory_are_means_too()
    {
        using var graph = Graph.Load(new GraphBuilder().Blocks("x", "Mean", DType.Float64, 2).Bytes);
        var table = Session.Sql("SELECT id % 5000 AS key, array(CAST(id AS DOUBLE), -1.0D) AS x FROM range(0, 20000, 1, 3)");
        var means = table.GroupBy("key").Aggregate(graph, new AggregateOptions { Fetches = ["x"], MemoryLimit = 100_000 });
        Assert.Equal([5000L, 5000L], await Rows.Of<long>(means.SelectExpr("count_if(x = array(CAST(key + 7500 AS DOUBLE), -1.0D)) AS n").Union(means.SelectExpr("count(*) AS n")), "n"));
    }

    [Fact]
    public async Task Its_first_tasks_tell_what_they_fed()
    {
        using var graph = Sum();
        var reports = await Session.Sql("SELECT id % 10 AS key, CAST(id AS DOUBLE) AS x FROM range(0, 1000, 1, 4)").GroupBy("key").Aggregate(graph, "x").ReportAsync(Token);
        Assert.Equal((4, 1000, 40), (reports.Count, reports.Sum(r => r.Rows), reports.Sum(r => r.OutputRows)));
    }

    [Fact]
    public void A_computed_key_is_refused_at_once()
    {
        using var graph = Sum();
        var error = Assert.Throws<PlanException>(() => Session.Range(0, 10).GroupBy("id % 3").Aggregate(graph, "x"));
        Assert.Contains("WithColumn", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_is_told_before_any_task()
    {
        using var graph = Sum();
        var error = await Assert.ThrowsAsync<PlanException>(() => Session.Sql("SELECT 1 AS key, 'a' AS x").GroupBy("key").Aggregate(graph, "x").SchemaAsync(Token));
        Assert.Contains("Column 'x' (string) cannot feed placeholder 'x_input' (float64 [?])", error.Message, StringComparison.Ordinal);
    }

    private static Graph Sum() => Graph.Load(new GraphBuilder().Blocks("x", "Sum", DType.Float64).Bytes);

    private static async Task<List<string>> Sorted(DataFrame frame) => [.. (await frame.CollectAsync(Token)).Select(r => r.ToString()).Order(StringComparer.Ordinal)];

    private static async Task<string> Digest(DataFrame frame) => string.Join('\n', await Sorted(frame.SelectExpr("count(*) AS n", "sum(x) AS total", "sum(hash(key, text, x)) AS all")));

    // Spark's own count of the exchange between the two halves.
    private async Task<(long Records, long Bytes)> ShuffledAsync(DataFrame frame)
    {
        var plan = new Connect.Plan { Root = await frame.Node.ResolveAsync(Token) };
        long records = 0, bytes = 0;
        await foreach (var response in Session.Execute(plan).ReadAsync(Token))
        {
            foreach (var metric in response.Metrics?.Metrics_.SelectMany(m => m.ExecutionMetrics) ?? [])
            {
                records += metric.Key == "shuffleRecordsWritten" ? metric.Value.Value : 0;
                bytes += metric.Key == "shuffleBytesWritten" ? metric.Value.Value : 0;
            }
        }

        return (records, bytes);
    }
}
