using Apache.Arrow;

namespace TensorFrames.Spark.Tests.DataFrames;

/// <summary>What DataFrames answer.</summary>
public sealed class ActionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EverySpark]
    public async Task Show_makes_Sparks_own_table(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        Assert.Equal("+---+\n| id|\n+---+\n|  0|\n|  1|\n+---+\n", await session.Range(2).ShowTextAsync(cancellationToken: Token));
        Assert.Contains("-RECORD 0", await session.Range(2).ShowTextAsync(vertical: true, cancellationToken: Token), StringComparison.Ordinal);
    }

    [Theory, EverySpark]
    public async Task Explain_tells_each_mode(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var df = session.Range(9).Filter("id > 3");
        Assert.Contains("== Physical Plan ==", await df.ExplainAsync(cancellationToken: Token), StringComparison.Ordinal);
        Assert.Contains("== Parsed Logical Plan ==", await df.ExplainAsync(ExplainMode.Extended, Token), StringComparison.Ordinal);
        Assert.Contains("Generated code", await df.ExplainAsync(ExplainMode.Codegen, Token), StringComparison.Ordinal);
        Assert.Contains("sizeInBytes", await df.ExplainAsync(ExplainMode.Cost, Token), StringComparison.Ordinal);
        Assert.Contains("(1) Range", await df.ExplainAsync(ExplainMode.Formatted, Token), StringComparison.Ordinal);
    }

    [Theory, EverySpark]
    public async Task Schema_comes_as_Arrow_as_SQL_and_as_a_tree(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var df = session.Range(1).WithColumn("x", "array(1.5D, 2.5D)");
        var schema = await df.SchemaAsync(Token);
        Assert.Equal(["id", "x"], schema.FieldsList.Select(field => field.Name));
        Assert.False(schema.GetFieldByIndex(0).IsNullable);
        Assert.Equal("element", ((Apache.Arrow.Types.ListType)schema.GetFieldByIndex(1).DataType).ValueField.Name);
        Assert.Equal("`id` bigint NOT NULL, `x` array<double> NOT NULL", await df.SchemaDdlAsync(Token));
        Assert.Contains(" |-- x: array (nullable = false)", await df.SchemaTreeAsync(Token), StringComparison.Ordinal);
    }

    [Theory, EverySpark]
    public async Task Cached_rows_are_kept_until_told_otherwise(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var df = await session.Range(100).WithColumn("r", "id * 2").CacheAsync(Token);
        Assert.Equal(9900, (await df.Agg("sum(r) AS s").CollectAsync(Token))[0].Get<long>(0));
        Assert.Contains("InMemoryTableScan", await df.Agg("sum(r)").ExplainAsync(cancellationToken: Token), StringComparison.Ordinal);
        Assert.Equal(StorageLevel.MemoryAndDisk, await df.StorageLevelAsync(Token));
        await df.UnpersistAsync(blocking: true, Token);
        Assert.False((await df.StorageLevelAsync(Token)).UseMemory);
    }

    [Theory, EverySpark]
    public async Task Views_are_seen_by_SQL(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        await session.Range(3).CreateTempViewAsync("three", cancellationToken: Token);
        Assert.Equal(3, await session.Table("three").CountAsync(Token));
        var taken = await Assert.ThrowsAsync<SparkException>(() => session.Range(2).CreateTempViewAsync("three", replace: false, cancellationToken: Token));
        Assert.Contains("three", taken.Message, StringComparison.Ordinal);
        await session.Range(2).CreateTempViewAsync("three", cancellationToken: Token);
        Assert.Equal(2, await session.Sql("SELECT * FROM three").CountAsync(Token));

        await session.Range(4).CreateTempViewAsync("four", global: true, cancellationToken: Token);
        await using var other = await spark.ConnectAsync();
        Assert.Equal(4, await other.Table("global_temp.four").CountAsync(Token));
    }

    [Theory, EverySpark]
    public async Task Rows_hold_values_of_every_type(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var row = (await session.Sql(
            """
            SELECT true AS b, 1Y AS i8, 2S AS i16, 3 AS i32, 4L AS i64, 1.5F AS f, 2.5D AS d, 1.25BD AS dec, CAST(9 AS decimal(38,2)) AS big,
              'text' AS s, X'0102' AS bin, DATE'2026-11-26' AS day, TIMESTAMP'2026-11-26 12:00:00Z' AS ts, TIMESTAMP_NTZ'2026-11-26 12:00:00' AS ntz,
              INTERVAL '1 02:03:04' DAY TO SECOND AS span, INTERVAL '1-2' YEAR TO MONTH AS months, array(1, NULL) AS a, map('k', 7) AS m,
              named_struct('x', 1, 'y', 'z') AS st, CAST(NULL AS int) AS n
            """).CollectAsync(Token))[0];
        Assert.Equal(
            [
                true, (sbyte)1, (short)2, 3, 4L, 1.5f, 2.5, 1.25m, new System.Data.SqlTypes.SqlDecimal(9m), "text", new byte[] { 1, 2 }, new DateOnly(2026, 11, 26),
                new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero), new DateTime(2026, 11, 26, 12, 0, 0, DateTimeKind.Unspecified), new TimeSpan(1, 2, 3, 4), 14,
                new object?[] { 1, null }, new[] { KeyValuePair.Create((object)"k", (object?)7) },
            ],
            row.Take(18).Select(value => value is System.Data.SqlTypes.SqlDecimal d ? System.Data.SqlTypes.SqlDecimal.ConvertToPrecScale(d, 1, 0) : value));
        Assert.Equal("{x: 1, y: z}", row["st"]!.ToString());
        Assert.True(row.IsNull(19));
        Assert.Equal(3, row.Get<int>("i32"));
        Assert.Throws<InvalidCastException>(() => row.Get<long>("i32"));
        Assert.Contains("i64", Assert.Throws<KeyNotFoundException>(() => row["nope"]).Message, StringComparison.Ordinal);
    }

    [Theory, EverySpark]
    public async Task Lists_are_taken_as_arrays_and_nulls_as_nullables(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var row = (await session.Sql(
            "SELECT array(1F, 2.5F) AS p, array(array(1D), array()) AS pp, array('a', 'b') AS s, array(1, NULL) AS holes, CAST(NULL AS int) AS n, 7 AS i, X'01FF' AS bin, map('k', array(7)) AS m").CollectAsync(Token))[0];
        Assert.Equal([1f, 2.5f], row.Get<float[]>("p"));
        Assert.Equal([[1.0], []], row.Get<double[][]>("pp"));
        Assert.Equal(["a", "b"], row.Get<string[]>("s"));
        Assert.Equal([1, null], row.Get<int?[]>("holes"));
        Assert.Equal((null, 7), (row.Get<int?>("n"), row.Get<int?>("i")));
        Assert.Contains("'holes' holds a list whose element 1 is null, not System.Int32", Assert.Throws<InvalidCastException>(() => row.Get<int[]>("holes")).Message, StringComparison.Ordinal);
        Assert.Contains("'p' holds a list whose element 0 is System.Single, not System.Double", Assert.Throws<InvalidCastException>(() => row.Get<double[]>("p")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidCastException>(() => row.Get<int>("n"));
        Assert.Equal("{p: [1, 2.5], pp: [[1], []], s: [a, b], holes: [1, null], n: null, i: 7, bin: [01 FF], m: {k -> [7]}}", row.ToString());
    }

    [Theory, EverySpark]
    public async Task A_value_without_a_form_in_NET_names_its_column_and_the_fix(Spark spark)
    {
        Assert.SkipWhen(spark.Version.StartsWith("3.5", StringComparison.Ordinal), "3.5 itself refuses to send such an interval");
        await using var session = await spark.ConnectAsync();
        var error = await Assert.ThrowsAsync<TensorFramesException>(() => session.Sql("SELECT named_struct('i', make_interval(1, 2, 3)) AS st").CollectAsync(Token));
        Assert.Equal("st.i", error.Column);
        Assert.Contains("Fix: ", error.Message, StringComparison.Ordinal);
    }

    [Theory, EverySpark]
    public async Task Rows_become_a_frame_of_the_local_engine_and_an_Arrow_stream(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var df = session.Range(0, 10, 1, 2).WithColumn("x", "id / 2");
        var frame = await df.ToFrameAsync(Token);
        Assert.Equal(10, frame.ToBatches(cancellationToken: Token).Sum(batch => { using (batch) { return batch.Length; } }));
        using var stream = await df.ToArrowStreamAsync(Token);
        var rows = 0;
        while (await stream.ReadNextRecordBatchAsync(Token) is { } batch)
        {
            rows += batch.Length;
            Assert.Equal(["id", "x"], stream.Schema.FieldsList.Select(field => field.Name));
            batch.Dispose();
        }

        Assert.Equal(10, rows);
    }

    [Theory, EverySpark]
    public async Task Results_of_many_messages_come_whole_and_in_order(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        await session.Confs.SetAsync("spark.sql.execution.arrow.maxRecordsPerBatch", "1000", Token);
        long next = 0;
        await foreach (var batch in session.Range(0, 200_000, 1, 5).ToBatchesAsync(Token))
        {
            using (batch)
            {
                Assert.All(((Int64Array)batch.Column(0)).Values.ToArray(), id => Assert.Equal(next++, id));
            }
        }

        Assert.Equal(200_000, next);
    }

    [Theory, EverySpark]
    public async Task A_cell_of_many_megabytes_comes_back(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var row = (await session.Sql("SELECT repeat('x', 50000000) AS s").CollectAsync(Token))[0];
        Assert.Equal(50_000_000, row.Get<string>("s").Length);
    }
}
