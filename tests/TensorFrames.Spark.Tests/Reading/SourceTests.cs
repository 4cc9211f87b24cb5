using TensorFrames.Spark.Connect;
using TensorFrames.Spark.Tests.Execution;

namespace TensorFrames.Spark.Tests.Reading;

/// <summary>What is written with one format is read back with it.</summary>
public sealed class SourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tensorframes-spark-data-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, EverySpark]
    public async Task Each_built_in_format_is_written_and_read_back(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var df = session.Range(0, 5, 1, 2).WithColumn("x", "id * 1.5D");
        await df.Write.ParquetAsync(Of("parquet"), Token);
        await df.Write.OrcAsync(Of("orc"), Token);
        await df.Write.JsonAsync(Of("json"), Token);
        await df.Write.Option("header", true).CsvAsync(Of("csv"), Token);
        await df.Select("CAST(id AS string) AS value").Write.TextAsync(Of("text"), Token);
        var csv = session.Read.Option("header", true).Option("inferSchema", true).Csv(Of("csv"));
        foreach (var read in (DataFrame[])[session.Read.Parquet(Of("parquet")), session.Read.Orc(Of("orc")), session.Read.Json(Of("json")), csv])
        {
            Assert.Equal("{n: 5, x: 15}", (await read.Agg("count(*) AS n", "sum(x) AS x").CollectAsync(Token))[0].ToString());
        }

        Assert.Equal(10, (await session.Read.Text(Of("text")).Agg("CAST(sum(value) AS int) AS s").CollectAsync(Token))[0].Get<int>(0));
        Assert.Equal(2, (await session.Read.Parquet(Of("parquet")).InputFilesAsync(Token)).Count);
    }

    [Theory, EverySpark]
    public async Task Xml_is_written_and_read_back(Spark spark)
    {
        Assert.SkipWhen(spark.Version.StartsWith("3.5", StringComparison.Ordinal), "xml is built in since 4.0");
        Assert.SkipWhen(spark.Version.StartsWith("4.0", StringComparison.Ordinal) || spark.Version.StartsWith("4.1", StringComparison.Ordinal), "the distributions of 4.0 and 4.1 here hold no Woodstox, which Spark writes xml with");
        await using var session = await spark.ConnectAsync();
        await session.Range(0, 5, 1, 2).WithColumn("x", "id * 1.5D").Write.Format("xml").Option("rowTag", "digit").SaveAsync(Of("xml"), Token);
        var read = session.Read.Format("xml").Option("rowTag", "digit").Schema("id bigint, x double").Load(Of("xml"));
        Assert.Equal("{n: 5, id: 10, x: 15}", (await read.Agg("count(*) AS n", "sum(id) AS id", "sum(x) AS x").CollectAsync(Token))[0].ToString());
    }

    // Spark brings no database's driver: what it says of one that it lacks shows that URL and table came to its jdbc source.
    [Theory, EverySpark]
    public async Task Jdbc_asks_for_the_databases_driver(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var reading = await Assert.ThrowsAsync<SparkException>(() => session.Read.Jdbc("jdbc:none://host/db", "t", "id < 5", "id >= 5").SchemaAsync(Token));
        Assert.Contains("No suitable driver", reading.Message, StringComparison.Ordinal);
        var writing = await Assert.ThrowsAsync<SparkException>(
            () => session.Range(3).Write.Format("jdbc").Option("url", "jdbc:none://host/db").Option("dbtable", "t").SaveAsync(cancellationToken: Token));
        Assert.Contains("No suitable driver", writing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_a_database_is_read_by_conditions()
    {
        await using var server = await FakeConnectServer.StartAsync();
        await using var session = await SparkSession.ConnectAsync(server.Url, null, Token);
        server.Analyze = _ => new() { Explain = new() { ExplainString = "plan" } };
        await session.Read.Option("user", "me").Jdbc("jdbc:none://host/db", "t", "id < 5", "id >= 5").ExplainAsync(cancellationToken: Token);
        var source = server.Received<AnalyzePlanRequest>()[^1].Explain.Plan.Root.Read.DataSource;
        Assert.Equal("jdbc", source.Format);
        Assert.Equal("dbtable=t url=jdbc:none://host/db user=me", string.Join(" ", source.Options.Select(option => $"{option.Key}={option.Value}").Order(StringComparer.Ordinal)));
        Assert.Equal(["id < 5", "id >= 5"], source.Predicates);
        Assert.Empty(source.Paths);
    }

    [Theory, EverySpark]
    public async Task A_schema_is_given_as_SQL_or_as_Arrows(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        await session.Range(3).Write.CsvAsync(Of("csv"), Token);
        Assert.Equal("`n` int", await session.Read.Schema("n int").Csv(Of("csv")).SchemaDdlAsync(Token));
        var arrow = new Apache.Arrow.Schema.Builder().Field(f => f.Name("n").DataType(Apache.Arrow.Types.Int64Type.Default)).Build();
        Assert.Equal(3, (await session.Read.Schema(arrow).Csv(Of("csv")).Agg("sum(n) AS s").CollectAsync(Token))[0].Get<long>(0));
    }

    [Theory, EverySpark]
    public async Task Binary_files_and_images_are_read_whole(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        await File.WriteAllBytesAsync(Of("a.bin"), [1, 2, 3], Token);
        var file = (await session.Read.BinaryFile(Of("a.bin")).CollectAsync(Token))[0];
        Assert.Equal([1, 2, 3], file.Get<byte[]>("content"));
        Assert.Equal(3L, file["length"]);

        // The smallest PNG: one red pixel.
        await File.WriteAllBytesAsync(
            Of("dot.png"), Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="), Token);
        var image = (await session.Read.Image(Of("dot.png")).CollectAsync(Token))[0].Get<Row>("image");
        Assert.Equal((1, 1), (image.Get<int>("height"), image.Get<int>("width")));
        Assert.Equal(image.Get<int>("nChannels"), image.Get<byte[]>("data").Length);
    }

    [Theory, EverySpark]
    public async Task Save_modes_do_what_they_say(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var df = session.Range(3);
        await df.Write.ParquetAsync(Of("out"), Token);
        var exists = await Assert.ThrowsAsync<SparkException>(() => df.Write.ParquetAsync(Of("out"), Token));
        Assert.Equal("PATH_ALREADY_EXISTS", exists.ErrorClass);
        await df.Write.Mode(SaveMode.Append).ParquetAsync(Of("out"), Token);
        Assert.Equal(6, await session.Read.Parquet(Of("out")).CountAsync(Token));
        await df.Write.Mode(SaveMode.Ignore).ParquetAsync(Of("out"), Token);
        Assert.Equal(6, await session.Read.Parquet(Of("out")).CountAsync(Token));
        await df.Write.Mode(SaveMode.Overwrite).ParquetAsync(Of("out"), Token);
        Assert.Equal(3, await session.Read.Parquet(Of("out")).CountAsync(Token));
    }

    [Theory, EverySpark]
    public async Task Partitions_become_folders(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        await session.Range(6).WithColumn("k", "id % 3").Write.PartitionBy("k").Option("compression", "none").ParquetAsync(Of("out"), Token);
        Assert.Equal(["k=0", "k=1", "k=2"], Directory.GetDirectories(Of("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("{id: 1, k: 1} {id: 4, k: 1}", string.Join(" ", await session.Read.Load(Of("out")).Filter("k = 1").OrderBy("id").CollectAsync(Token)));
    }

    [Theory, EverySpark]
    public async Task Tables_are_made_filled_and_bucketed(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        await session.SqlAsync("DROP TABLE IF EXISTS made", Token);
        await session.Range(4).Write.Mode(SaveMode.Overwrite).BucketBy(2, "id").SortBy("id").SaveAsTableAsync("made", Token);
        await session.Range(4, 6).Write.Mode(SaveMode.Append).BucketBy(2, "id").SortBy("id").SaveAsTableAsync("made", Token);
        Assert.Equal(6, await session.Table("made").CountAsync(Token));
        Assert.Contains("Bucket", string.Join(" ", await session.Sql("DESCRIBE EXTENDED made").CollectAsync(Token)), StringComparison.Ordinal);
        await session.SqlAsync("CREATE OR REPLACE TEMP VIEW v AS SELECT 1", Token);
        await session.SqlAsync("DROP TABLE IF EXISTS plain", Token);
        await session.SqlAsync("CREATE TABLE plain (id bigint) USING parquet", Token);
        await session.Range(3).Write.InsertIntoAsync("plain", Token);
        await session.Range(2).Write.Mode(SaveMode.Overwrite).InsertIntoAsync("plain", Token);
        Assert.Equal(2, await session.Read.Table("plain").CountAsync(Token));
    }

    [Theory, EverySpark]
    public async Task Noop_runs_and_keeps_nothing(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        await session.Range(10).Write.NoopAsync(Token);
        await Assert.ThrowsAsync<SparkException>(() => session.Range(10).SelectExpr("raise_error('ran')").Write.NoopAsync(Token));
    }

    private string Of(string name) => Path.Combine(_folder, name);
}
