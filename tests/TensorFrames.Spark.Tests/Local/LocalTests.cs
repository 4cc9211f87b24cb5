using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Spark.Tests.Local;

/// <summary>Rows of this machine reach Spark whole, however many and of whatever type.</summary>
public sealed class LocalTests
{
    private const string Threshold = "spark.sql.session.localRelationCacheThreshold";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EverySpark]
    public async Task Few_rows_travel_within_the_plan(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        using var table = ColumnTable.Create().Add("id", [1L, 2L]).Add("x", [0.5, 1.5]);
        var df = session.CreateDataFrame(table);
        Assert.NotNull((await df.Node.ResolveAsync(Token)).LocalRelation);
        Assert.Equal("{id: 1, x: 0.5} {id: 2, x: 1.5}", string.Join(" ", await df.CollectAsync(Token)));
    }

    [Theory, EverySpark]
    public Task More_rows_travel_as_one_artifact(Spark spark) => Reach(spark, rows: 100_000, confs: new(StringComparer.Ordinal) { [Threshold] = "65536" });

    [Theory, EverySpark]
    public Task Many_rows_travel_in_chunks(Spark spark) => Reach(spark, rows: 300_000, confs: new(StringComparer.Ordinal), chunk: 1 << 20);

    [Theory, EverySpark]
    public async Task The_same_rows_are_sent_once(Spark spark)
    {
        var sent = 0L;
        await using var session = await spark.ConnectAsync(new() { Confs = new Dictionary<string, string>(StringComparer.Ordinal) { [Threshold] = "1024" } });
        using var table = Numbers(10_000);
        _ = await session.CreateDataFrame(table).CountAsync(Token);
        await session.AddArtifactsAsync([Artifact.Cached(new byte[] { 1 })], new Adding(n => sent += n), Token);
        Assert.Equal(1, sent);
        await session.AddArtifactsAsync([Artifact.Cached(new byte[] { 1 })], new Adding(n => sent += n), Token);
        Assert.Equal(1, sent);

        // The same session by another client knows it too.
        await using var again = await spark.ConnectAsync(parameters: $";session_id={session.SessionId}");
        await again.AddArtifactsAsync([Artifact.Cached(new byte[] { 1 })], new Adding(n => sent += n), Token);
        Assert.Equal(1, sent);
    }

    [Theory, EverySpark]
    public async Task Types_that_Spark_lacks_become_wider_and_are_remembered(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        using var table = ColumnTable.Create().Add<byte>("u8", [200]).Add("u64", [ulong.MaxValue]).Add("pixels", new float[6], cellShape: [2, 3]);
        var df = session.CreateDataFrame(table);
        Assert.Equal("`u8` smallint NOT NULL, `u64` decimal(20,0) NOT NULL, `pixels` array<array<float>> NOT NULL", await df.SchemaDdlAsync(Token));
        var schema = await df.SchemaAsync(Token);
        Assert.Equal("uint8", schema.GetFieldByName("u8").Metadata[SparkColumn.DTypeKey]);
        Assert.Equal("[2,3]", schema.GetFieldByName("pixels").Metadata[SparkColumn.ShapeKey]);
        var row = (await df.Filter("u8 > 0").CollectAsync(Token))[0];
        Assert.Equal(((short)200, 18446744073709551615m), (row.Get<short>("u8"), row.Get<decimal>("u64")));
    }

    [Theory, EverySpark]
    public async Task Nulls_strings_and_nested_values_survive(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var source = session.Sql("SELECT * FROM VALUES (1, 'a', array(1, NULL), map('k', 1.5D), named_struct('x', X'01')), (NULL, NULL, NULL, NULL, NULL) AS t(i, s, a, m, st)");
        var batches = new List<RecordBatch>();
        await foreach (var batch in source.ToBatchesAsync(Token))
        {
            batches.Add(batch);
        }

        var sent = session.CreateDataFrame(batches);
        Assert.Equal(await source.ShowTextAsync(truncate: 0, cancellationToken: Token), await sent.ShowTextAsync(truncate: 0, cancellationToken: Token));
        batches.ForEach(batch => batch.Dispose());
    }

    [Theory, EverySpark]
    public async Task A_table_without_rows_has_its_columns(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        using var table = ColumnTable.Create().Add("id", System.Array.Empty<long>());
        Assert.Equal(0, await session.CreateDataFrame(table).CountAsync(Token));
    }

    [Theory, EverySpark]
    public async Task An_Arrow_stream_is_sent_as_it_comes(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var stream = await session.Range(0, 1000, 1, 4).ToArrowStreamAsync(Token);
        Assert.Equal(499_500, (await session.CreateDataFrame(stream).Agg("sum(id) AS s").CollectAsync(Token))[0].Get<long>(0));
    }

    private static async Task Reach(Spark spark, int rows, Dictionary<string, string> confs, int chunk = 16 << 20)
    {
        await using var session = await spark.ConnectAsync(new() { Confs = confs, LocalChunkBytes = chunk });
        using var table = Numbers(rows);
        var df = session.CreateDataFrame(table);
        var relation = await df.Node.ResolveAsync(Token);
        if (session.SparkVersion.AtLeast(4, 1))
        {
            Assert.Equal((rows * sizeof(long) + chunk - 1) / chunk, relation.ChunkedCachedLocalRelation.DataHashes.Count);
        }
        else
        {
            Assert.Equal(confs.Count > 0, relation.CachedLocalRelation is not null);
        }

        var row = (await df.Agg("count(*) AS n", "sum(id) AS s", "max(id) AS m").CollectAsync(Token))[0];
        Assert.Equal((rows, (long)rows * (rows - 1) / 2, rows - 1L), (row.Get<long>("n"), row.Get<long>("s"), row.Get<long>("m")));
    }

    private static ColumnTable Numbers(int rows) => ColumnTable.Create().Add("id", System.Array.ConvertAll(Enumerable.Range(0, rows).ToArray(), i => (long)i));

    private sealed class Adding(Action<long> add) : IProgress<ArtifactProgress>
    {
        public void Report(ArtifactProgress value) => add(value.Bytes);
    }
}
